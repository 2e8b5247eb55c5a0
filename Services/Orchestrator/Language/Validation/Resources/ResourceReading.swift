/// What the `Resource` of a task turned out to be.
enum ResourceReading: Hashable, Sendable {
    case function
    case activity
    case integration(service: String, operation: String, pattern: TaskPattern)
    /// An ARN of something that tasks cannot call.
    case foreign
    /// No ARN at all.
    case malformed

    /// Reads an ARN: `arn:partition:service:region:account:resource`.
    init(_ text: String) {
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6, fields[0] == "arn", !fields[1].isEmpty, !text.contains(where: \.isWhitespace) else {
            self = .malformed
            return
        }
        switch (fields[2], fields[3].isEmpty && fields[4].isEmpty) {
        case ("lambda", _): self = fields[5].hasPrefix("function:") ? .function : .malformed
        case ("states", false): self = fields[5].hasPrefix("activity:") ? .activity : .foreign
        case ("states", true): self = Self.integration(fields[5]) ?? .foreign
        default: self = .foreign
        }
    }

    /// Reads `service:operation[.pattern]`; the service of `aws-sdk:sqs:sendMessage` is `aws-sdk:sqs`.
    private static func integration(_ text: String) -> ResourceReading? {
        let written: [TaskPattern] = [.sync2, .sync, .waitForTaskToken]
        let pattern = written.first { text.hasSuffix($0.suffix) } ?? .requestResponse
        let call = text.dropLast(pattern.suffix.count)
        guard let colon = call.lastIndex(of: ":") else { return nil }
        let (service, operation) = (String(call[..<colon]), String(call[call.index(after: colon)...]))
        guard !service.isEmpty, !operation.isEmpty else { return nil }
        return .integration(service: service, operation: operation, pattern: pattern)
    }
}
