import MeshCore

/// A run as a tree of what it did, made from its history event by event.
///
/// Events name the one that they follow from, which leads to the place that they belong to: from there outward lies every
/// state and iteration that an event can speak of.
struct RunTree: Sendable {
    private(set) var nodes: [RunNode] = []
    /// The nodes at the top.
    private(set) var roots: [Int] = []
    private(set) var errors: [RunError] = []
    /// How often the run was taken up again.
    private(set) var redrives = 0
    /// Where what follows from an event lies: a node, or nil at the top. A left state's successor stands beside it.
    private var following: [Int: Int?] = [:]

    init() {}

    init(_ events: [RunEvent]) {
        for event in events { add(event) }
    }

    /// Takes the next event, in the order of ids.
    mutating func add(_ event: RunEvent) {
        let place = following[event.previous] ?? nil
        var own = place
        switch Word(event.type) {
        case .stateEntered(let type): own = enter(event, type: type, in: place)
        case .stateExited: own = exit(event, from: place)
        case .iterationStarted: own = startIteration(event, from: place)
        case .iterationEnded(let outcome): own = end(event, outcome, from: place)
        case .scheduled: change(place) { $0.begin(event) }
        case .failed(let type):
            failFailState(at: place)
            own = about(type, from: place)
            change(own) { $0.fail(event) }
        case .aborted(let type):
            own = about(type, from: place)
            change(own) { $0.outcome = .aborted }
        case .mapStarted: change(place) { $0.length = event.details["length"]?.intValue.map(Int.init) }
        case .executionEnded: endRun(event)
        case .redriven:
            redrives += 1
            own = nodes.lastIndex { $0.outcome == .failed || $0.outcome == .aborted }
            takeUp()
        case .other: break
        }
        if following[event.id] == nil { following[event.id] = own }
    }

    // MARK: States

    private mutating func enter(_ event: RunEvent, type: String, in place: Int?) -> Int {
        var container = place
        if let place, case .state(let outer) = nodes[place].kind {
            // The first state of a branch follows the Parallel's start; anything else follows a state that has been left.
            container = outer == "Parallel" ? addBranch(of: place, at: event.time) : nodes[place].parent
        }
        changeBranch(container, .running, ended: nil)
        return append(
            RunNode(.state(type: type), name: event.name ?? "?", parent: container, begun: event.time))
    }

    private mutating func addBranch(of parallel: Int, at time: Timestamp) -> Int {
        let number = nodes[parallel].children.count
        return append(RunNode(.branch(number: number), name: "", parent: parallel, begun: time))
    }

    private mutating func exit(_ event: RunEvent, from place: Int?) -> Int? {
        guard let state = enclosing(place, where: { $0.isState(named: event.name) && $0.ended == nil }) else {
            return place
        }
        nodes[state].ended = event.time
        let hasFailed = nodes[state].outcome == .failed
        nodes[state].outcome = hasFailed ? .caught : .succeeded
        endBranches(of: state, at: event.time)
        changeBranch(nodes[state].parent, .succeeded, ended: event.time)
        following[event.id] = nodes[state].parent
        return state
    }

    /// Nothing tells of a branch's end: it is over once its last state is left, until another one is entered in it.
    private mutating func changeBranch(_ place: Int?, _ outcome: RunNode.Outcome, ended: Timestamp?) {
        change(place) { node in
            guard case .branch = node.kind else { return }
            (node.outcome, node.ended) = (outcome, ended)
        }
    }

    private mutating func endBranches(of state: Int, at time: Timestamp) {
        for child in nodes[state].children where nodes[child].outcome == .running {
            nodes[child].ended = time
            let outcomes = nodes[child].children.map { nodes[$0].outcome }
            let isDone = outcomes.allSatisfy { $0 == .succeeded || $0 == .caught }
            nodes[child].outcome = outcomes.contains(.failed) ? .failed : isDone ? .succeeded : .aborted
        }
    }

    /// A Fail state has no event of its own that says so: what follows from it does.
    private mutating func failFailState(at place: Int?) {
        change(place) { if $0.kind == .state(type: "Fail") { $0.outcome = .failed } }
    }

    // MARK: Maps

    private mutating func startIteration(_ event: RunEvent, from place: Int?) -> Int? {
        guard let map = enclosing(place, where: { $0.isState(named: event.name) }) else { return place }
        let index = Int(event.details["index"]?.intValue ?? 0)
        return append(RunNode(.iteration(index: index), name: "", parent: map, begun: event.time))
    }

    private mutating func end(_ event: RunEvent, _ outcome: RunNode.Outcome, from place: Int?) -> Int? {
        let index = Int(event.details["index"]?.intValue ?? 0)
        guard let map = enclosing(place, where: { $0.isState(named: event.name) }),
            let iteration = nodes[map].children.last(where: { nodes[$0].kind == .iteration(index: index) })
        else { return place }
        if outcome == .failed { failFailState(at: place) }
        nodes[iteration].ended = event.time
        nodes[iteration].outcome = outcome
        // The next iteration follows this one's last state: it is found from within.
        following[event.id] = iteration
        return iteration
    }

    // MARK: The run

    private mutating func endRun(_ event: RunEvent) {
        if let error = event.error { errors.append(RunError(error: error, cause: event.cause)) }
        let isSuccess = event.type == "ExecutionSucceeded"
        // Those within come behind those around them, so they are judged first.
        for index in nodes.indices.reversed() {
            if nodes[index].ended == nil { nodes[index].ended = event.time }
            guard nodes[index].outcome == .running else { continue }
            let isCause =
                event.type == "ExecutionFailed"
                && (nodes[index].kind == .state(type: "Fail")
                    || nodes[index].children.contains { nodes[$0].outcome == .failed })
            nodes[index].outcome = isSuccess ? .succeeded : isCause ? .failed : .aborted
        }
    }

    /// What had not ended well goes on; what it failed with stays told.
    private mutating func takeUp() {
        errors = []
        for index in nodes.indices where nodes[index].outcome == .failed || nodes[index].outcome == .aborted {
            nodes[index].outcome = .running
            nodes[index].ended = nil
        }
    }

    // MARK: Places

    private mutating func append(_ node: RunNode) -> Int {
        nodes.append(node)
        let index = nodes.count - 1
        if let parent = node.parent { nodes[parent].children.append(index) } else { roots.append(index) }
        return index
    }

    private mutating func change(_ place: Int?, _ body: (inout RunNode) -> Void) {
        guard let place else { return }
        body(&nodes[place])
    }

    /// The state that an event is about whose type begins with a kind of state (`MapStateFailed`): the innermost one that
    /// goes on; the place itself for all others.
    private func about(_ type: String?, from place: Int?) -> Int? {
        guard let type else { return place }
        return enclosing(place) { $0.kind == .state(type: type) && $0.outcome == .running } ?? place
    }

    private func enclosing(_ place: Int?, where fits: (RunNode) -> Bool) -> Int? {
        var next = place
        while let place = next {
            if fits(nodes[place]) { return place }
            next = nodes[place].parent
        }
        return nil
    }
}

extension RunNode {
    fileprivate func isState(named name: String?) -> Bool {
        if case .state = kind { name == self.name } else { false }
    }

    fileprivate mutating func begin(_ event: RunEvent) {
        tries += 1
        outcome = .running
        resource = event.details["resource"]?.stringValue ?? resource
        if let type = event.details["resourceType"]?.stringValue, let resource { self.resource = "\(type):\(resource)" }
    }

    fileprivate mutating func fail(_ event: RunEvent) {
        outcome = .failed
        if let error = event.error { errors.append(RunError(error: error, cause: event.cause)) }
    }
}
