import MeshCore

/// The states of a definition and the ways between them, for drawing.
struct DefinitionGraph: Sendable, Equatable {
    struct State: Sendable, Equatable {
        let id: Int
        let name: String
        let type: String
        /// What lies within: the branches of a Parallel, or the one flow of a Map.
        var flows: [DefinitionGraph] = []
    }

    struct Way: Sendable, Equatable {
        enum Kind: Sendable, Equatable {
            case next
            /// - Parameter number: The rule's place in its Choice, counted from 1.
            case choice(number: Int)
            case standard
            /// - Parameter errors: The names that are caught.
            case caught(errors: [String])
        }

        let from: Int
        let to: Int
        let kind: Kind
    }

    private(set) var states: [State] = []
    private(set) var ways: [Way] = []
    private(set) var start: Int?
    private(set) var ends: [Int] = []

    /// Reads a definition; what is wrong with it is left out, since validation tells of that.
    init(_ definition: JSONValue) {
        var count = 0
        self.init(definition, &count)
    }

    private init(_ flow: JSONValue, _ count: inout Int) {
        var numbers: [String: Int] = [:]
        for (name, state) in flow["States"]?.objectValue ?? [:] {
            let id = count
            count += 1
            numbers[name] = id
            states.append(
                State(
                    id: id, name: name, type: state["Type"]?.stringValue ?? "?",
                    flows: Self.flows(of: state).map { DefinitionGraph($0, &count) }))
        }
        for (name, state) in flow["States"]?.objectValue ?? [:] {
            guard let from = numbers[name] else { continue }
            add(from, state, numbers)
        }
        start = flow["StartAt"]?.stringValue.flatMap { numbers[$0] }
    }

    private static func flows(of state: JSONValue) -> [JSONValue] {
        if let branches = state["Branches"]?.arrayValue { return branches }
        return [state["ItemProcessor"] ?? state["Iterator"]].compactMap(\.self)
    }

    private mutating func add(_ from: Int, _ state: JSONValue, _ numbers: [String: Int]) {
        func way(_ name: JSONValue?, _ kind: Way.Kind) {
            guard let to = name?.stringValue.flatMap({ numbers[$0] }) else { return }
            ways.append(Way(from: from, to: to, kind: kind))
        }
        way(state["Next"], .next)
        for (position, rule) in (state["Choices"]?.arrayValue ?? []).enumerated() {
            way(rule["Next"], .choice(number: position + 1))
        }
        way(state["Default"], .standard)
        for catcher in state["Catch"]?.arrayValue ?? [] {
            let errors = (catcher["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue)
            way(catcher["Next"], .caught(errors: errors))
        }
        let type = state["Type"]?.stringValue
        if state["End"] == true || type == "Succeed" || type == "Fail" { ends.append(from) }
    }
}
