/// What a task's `Resource` names.
package struct TaskResource: Hashable, Sendable {
    /// The ARN as it was written.
    package let arn: String
    package let target: TaskTarget
    package let pattern: TaskPattern

    /// Reads an ARN; nil when it names nothing that a task can call.
    package init?(arn: String) {
        let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6, fields[0] == "arn" else { return nil }
        self.arn = arn
        switch fields[2] {
        case "lambda":
            guard fields[5].hasPrefix("function:") else { return nil }
            (target, pattern) = (.function(arn: arn), .requestResponse)
        case "states" where fields[5].hasPrefix("activity:"):
            (target, pattern) = (.activity(arn: arn), .requestResponse)
        case "states":
            guard let integration = Self.integration(fields[5]) else { return nil }
            (target, pattern) = integration
        default: return nil
        }
    }

    /// Reads `service:operation[.pattern]` or `aws-sdk:service:operation[.pattern]`.
    private static func integration(_ text: String) -> (TaskTarget, TaskPattern)? {
        var call = text
        var pattern = TaskPattern.requestResponse
        for candidate in [TaskPattern.sync2, .sync, .waitForTaskToken] where call.hasSuffix(candidate.suffix) {
            call.removeLast(candidate.suffix.count)
            pattern = candidate
            break
        }
        let parts = call.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, !parts.contains("") else { return nil }
        let service = parts.dropLast().joined(separator: ":")
        return (.service(service, operation: parts[parts.count - 1]), pattern)
    }

    /// The `resourceType` of the task's events: `lambda`, `states`, `aws-sdk:sfn`, `http` …
    package var eventType: String {
        switch target {
        case .function: "lambda"
        case .activity: "activity"
        case .service(let service, _): service
        }
    }

    /// The `resource` of the task's events: `invoke`, `startExecution.sync:2` …
    package var eventResource: String {
        switch target {
        case .function(let arn), .activity(let arn): arn
        case .service(_, let operation): operation + pattern.suffix
        }
    }
}
