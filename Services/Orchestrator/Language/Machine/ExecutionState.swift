import MeshCore

/// Everything of an execution that must survive a call of its machine, and nothing that the definition or the history tells.
package struct ExecutionState: Hashable, Sendable {
    var phase = ExecutionPhase.notStarted
    /// The id of the event that is recorded next.
    var nextEvent: Int64 = 1
    /// The number of the branch, task, timer or map run that comes next.
    var nextNumber: Int64 = 1
    package internal(set) var redriveCount = 0
    var redriveTime: Timestamp?
    /// What the execution was started with, for the context object.
    var input = Payload(.object([:]), text: "{}")
    /// The timer of the whole execution.
    var timeout: TimerID?
    /// All branches in the order of their ids, the execution itself first.
    var branches: [Branch] = []
    /// The branches that can go on at once, in their order.
    var ready: [BranchID] = []

    package init() {}

    /// Whether somebody must call the machine with ``MachineEvent/proceed``: after a restart too.
    package var hasMoreToDo: Bool { phase == .running && !ready.isEmpty }
    package var hasEnded: Bool { phase == .succeeded || phase == .stopped }
    /// How many events the history has.
    package var eventCount: Int64 { nextEvent - 1 }
}

extension ExecutionState {
    /// Where a branch lies in ``branches``; nil when it has ended.
    func index(of id: BranchID) -> Int? {
        var low = 0
        var high = branches.count
        while low < high {
            let middle = (low + high) / 2
            if branches[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < branches.count && branches[low].id == id ? low : nil
    }

    /// A branch that has not ended.
    subscript(_ id: BranchID) -> Branch {
        _read { yield branches[place(of: id)] }
        _modify { yield &branches[place(of: id)] }
    }

    private func place(of id: BranchID) -> Int {
        guard let index = index(of: id) else { preconditionFailure("branch \(id.number) has ended") }
        return index
    }

    /// The branches of a Parallel or Map state, in their order.
    func children(of id: BranchID) -> [BranchID] {
        branches.filter { $0.parent == id }.map(\.id)
    }
}
