/// What a name of Step Functions stands for.
enum StatesResource: Hashable, Sendable {
    case stateMachine(String)
    case version(machine: String, number: Int64)
    case alias(machine: String, name: String)
    /// - Parameter label: Of the map state whose item the execution works on; nil for an ordinary execution.
    case execution(machine: String, label: String?, name: String)
    /// - Parameter run: Tells executions of one name apart, which express state machines allow.
    case express(machine: String, name: String, run: String)
    case mapRun(machine: String, label: String, id: String)
    case activity(String)

    /// The part of the name behind the account.
    var path: String {
        switch self {
        case .stateMachine(let name): "stateMachine:\(name)"
        case .version(let machine, let number): "stateMachine:\(machine):\(number)"
        case .alias(let machine, let name): "stateMachine:\(machine):\(name)"
        case .execution(let machine, let label?, let name): "execution:\(machine)/\(label):\(name)"
        case .execution(let machine, nil, let name): "execution:\(machine):\(name)"
        case .express(let machine, let name, let run): "express:\(machine):\(name):\(run)"
        case .mapRun(let machine, let label, let id): "mapRun:\(machine)/\(label):\(id)"
        case .activity(let name): "activity:\(name)"
        }
    }

    /// Reads the part of a name behind the account; nil when it is none.
    init?(path: String) {
        let parts = path.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        switch (parts[0], parts.count) {
        case ("stateMachine", 2): self = .stateMachine(parts[1])
        case ("stateMachine", 3):
            self =
                Int64(parts[2]).map { .version(machine: parts[1], number: $0) }
                ?? .alias(machine: parts[1], name: parts[2])
        case ("execution", 3):
            let (machine, label) = Self.labelled(parts[1])
            self = .execution(machine: machine, label: label, name: parts[2])
        case ("express", 4): self = .express(machine: parts[1], name: parts[2], run: parts[3])
        case ("mapRun", 3):
            guard case let (machine, label?) = Self.labelled(parts[1]) else { return nil }
            self = .mapRun(machine: machine, label: label, id: parts[2])
        case ("activity", 2): self = .activity(parts[1])
        default: return nil
        }
    }

    private static func labelled(_ text: String) -> (machine: String, label: String?) {
        guard let slash = text.firstIndex(of: "/") else { return (text, nil) }
        return (String(text[..<slash]), String(text[text.index(after: slash)...]))
    }

    /// The word by which messages call it.
    var kind: String { String(path.prefix { $0 != ":" }) }
}
