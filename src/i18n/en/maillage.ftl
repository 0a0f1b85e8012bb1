app-name = Maillage

### kinds, fields, choices


### faults (model rules)


### dates, numbers, bands


### store and recovery


### sync and bundles


### workspace: actions, undo labels


### command line


### command line help


### tui: actions


### tui: frame, forms, lists


### tui: first start, lock, quit


### tui: dashboard


### tui: territories


### tui: centres


### tui: positions


### tui: visits


### tui: other records


### tui: synchro


### tui: help


### report

