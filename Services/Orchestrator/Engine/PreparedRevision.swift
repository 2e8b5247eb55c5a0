import StatesLanguage

/// A revision with its definition read, ready to run.
struct PreparedRevision: Sendable {
    let revision: MachineRevision
    let definition: Definition
}
