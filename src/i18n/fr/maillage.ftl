app-name = Maillage

### kinds, fields, choices


### faults (model rules)

## Public holidays
holiday-new-year = Jour de l’an
holiday-easter-monday = Lundi de Pâques
holiday-labour-day = Fête du Travail
holiday-victory-1945 = Victoire 1945
holiday-ascension = Ascension
holiday-whit-monday = Lundi de Pentecôte
holiday-national-day = Fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice-1918 = Armistice 1918
holiday-christmas = Noël


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

