import MeshCore

/// An execution as its row tells of it.
struct ExecutionRecord: Hashable, Sendable {
    /// Whose task has started it.
    struct Parent: Hashable, Sendable {
        let execution: Int64
        let task: Int64
        let interest: ParentInterest
    }

    /// The item of a map run that it works on.
    struct Item: Hashable, Sendable {
        let mapRun: Int64
        let index: Int64
        /// How many items of the input it has as a batch.
        let count: Int64
    }

    let number: Int64
    var shard: Int64
    let machine: Int64
    let machineName: String
    /// Of the map state whose item it works on.
    var label: String?
    let name: String
    let revision: Int64
    var version: Int64?
    var alias: String?
    let kind: ExecutionKind
    var item: Item?
    var parent: Parent?
    let startedAt: Timestamp
    var input: String
    var traceHeader: String?
    var status = ExecutionStatus.running
    var stoppedAt: Timestamp?
    var output: String?
    var error: String?
    var cause: String?
    var redriveCount: Int64 = 0
    var redrivenAt: Timestamp?
}

extension ExecutionRecord {
    /// What its name stands for.
    var resource: StatesResource {
        switch kind {
        case .standard, .item: .execution(machine: machineName, label: label, name: name)
        case .express, .expressItem: .express(machine: machineName, name: name, run: String(number, radix: 36))
        }
    }
}
