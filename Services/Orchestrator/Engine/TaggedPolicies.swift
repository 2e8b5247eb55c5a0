import MeshCore
import StatesLanguage
import Synchronization

/// Reads from the tags of a state machine how its tasks are to be handed out.
///
/// `orrery:priority` is a whole number, `orrery:tenant` a name, or a path such as `$.customer` into a task's arguments, and
/// `orrery:exclusive` a path too: of tasks with the same value there, one is under way at a time. Limits are those of
/// whoever does the task.
///
/// Tags are read again after a second: whoever changes one waits no longer than that, and a task costs no read.
final class TaggedPolicies: DispatchPolicies {
    private struct Known {
        let tags: [ResourceTag]
        let readAt: Timestamp
    }

    private static let freshness = Duration.seconds(1)
    /// State machines whose tags are remembered; past it all are read again.
    private static let remembered = 1024

    private let store: OrchestratorStore
    private let known = Mutex<[String: Known]>([:])

    init(store: OrchestratorStore) {
        self.store = store
    }

    func policy(for job: TaskJob) -> DispatchPolicy {
        let machine = job.identity.stateMachineName
        var policy = DispatchPolicy(
            tenant: machine, target: Self.target(of: job.order), deadline: job.order.timesOut)
        for tag in tags(of: job.identity.stateMachineARN) {
            switch tag.key {
            case "orrery:priority": policy.priority = Int(tag.value) ?? 0
            case "orrery:tenant": policy.tenant = Self.value(tag.value, job.order) ?? tag.value
            case "orrery:exclusive":
                policy.exclusiveKey = Self.value(tag.value, job.order).map { "\(machine) \($0)" }
            default: break
            }
        }
        return policy
    }

    private func tags(of machine: String) -> [ResourceTag] {
        let now = store.clock.now()
        // A clock that was set back makes nothing last.
        if let found = known.withLock({ $0[machine] }), (found.readAt..<found.readAt + Self.freshness).contains(now) {
            return found.tags
        }
        // Tags that cannot be read now hold no task up.
        let tags = (try? store.tags(of: machine)) ?? []
        known.withLock { known in
            if known.count >= Self.remembered { known.removeAll() }
            known[machine] = Known(tags: tags, readAt: now)
        }
        return tags
    }

    /// What stands in a task's arguments where a path leads; nil when the text is no path, or leads nowhere.
    private static func value(_ path: String, _ order: TaskOrder) -> String? {
        // Whatever is wrong with the path, the task goes without.
        guard path.hasPrefix("$"), let found = try? JSONPath(path).read(order.arguments.value) else { return nil }
        return found.stringValue ?? found.description
    }

    /// What limits count: a function by its name, a service by its own.
    static func target(of order: TaskOrder) -> String {
        switch order.resource.target {
        case .function(let arn): name(ofFunction: arn)
        case .activity(let arn): arn
        case .service("lambda", _): name(ofFunction: order.arguments.value["FunctionName"]?.stringValue ?? "")
        case .service(let service, _): service
        }
    }

    /// The name in an ARN, or what is a name already; without a qualifier.
    private static func name(ofFunction text: String) -> String {
        var rest = text[...]
        for _ in 0..<6 {
            guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { return first(of: text[...]) }
            rest = rest[rest.utf8.index(after: colon)...]
        }
        return first(of: rest)
    }

    /// What stands before the first colon.
    private static func first(of text: Substring) -> String {
        String(text[..<(text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex)])
    }
}
