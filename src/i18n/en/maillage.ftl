app-name = Maillage

### kinds, fields, choices


### faults (model rules)

## Public holidays
holiday-new-year = New Year’s Day
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-victory-1945 = Victory in Europe Day
holiday-ascension = Ascension Day
holiday-whit-monday = Whit Monday
holiday-national-day = Bastille Day
holiday-assumption = Assumption
holiday-all-saints = All Saints’ Day
holiday-armistice-1918 = Armistice Day
holiday-christmas = Christmas Day


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

