// What every page does: nothing without a reason.
