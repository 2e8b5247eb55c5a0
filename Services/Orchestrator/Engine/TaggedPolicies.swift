import MeshCore
import StatesLanguage

/// Reads from the tags of a state machine how its tasks are to be handed out.
///
/// `orrery:priority` is a whole number, `orrery:tenant` a name, or a path such as `$.customer` into a task's arguments, and
/// `orrery:exclusive` a path too: of tasks with the same value there, one is under way at a time in this instance. Limits
/// are those of whoever does the task.
struct TaggedPolicies: DispatchPolicies {
    let store: OrchestratorStore

    func policy(for job: TaskJob) -> DispatchPolicy {
        let machine = job.identity.stateMachineName
        var policy = DispatchPolicy(
            tenant: machine, target: Self.target(of: job.order), deadline: job.order.timesOut)
        // Tags that cannot be read now hold no task up.
        for tag in (try? store.tags(of: job.identity.stateMachineARN)) ?? [] {
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
        let fields = text.split(separator: ":")
        return String(fields.count > 6 ? fields[6] : fields.first ?? "")
    }
}
