//! Split: own compilations of several layouts, hard negatives, residue, properties.
