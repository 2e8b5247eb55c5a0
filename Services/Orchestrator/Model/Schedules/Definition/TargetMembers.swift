import MeshCore

/// The members of `Target` that every target has, held against the constraints of the API's model.
struct TargetMembers {
    let document: JSONValue
    let arn: String
    let roleARN: String
    let input: String?
    let retry: ScheduleRetryPolicy
    let deadLetterQueue: String?

    init(_ document: JSONValue, _ check: inout ConstraintCheck) {
        self.document = document
        arn = check.text(document["Arn"], at: "target.arn", length: 1...1600, isRequired: true) ?? ""
        roleARN =
            check.text(
                document["RoleArn"], at: "target.roleArn", length: 1...1600,
                pattern: #"^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@\/-]+$"#, isRequired: true, Self.isRole) ?? ""
        input = check.text(document["Input"], at: "target.input", length: 1...Self.longestInput)
        let policy = check.object(document["RetryPolicy"], at: "target.retryPolicy")
        retry = ScheduleRetryPolicy(
            retries: check.number(
                policy?["MaximumRetryAttempts"], at: "target.retryPolicy.maximumRetryAttempts",
                in: ScheduleRetryPolicy.retryRange) ?? ScheduleRetryPolicy.retryRange.upperBound,
            ageSeconds: check.number(
                policy?["MaximumEventAgeInSeconds"], at: "target.retryPolicy.maximumEventAgeInSeconds",
                in: ScheduleRetryPolicy.ageRange) ?? ScheduleRetryPolicy.ageRange.upperBound)
        let deadLetters = check.object(document["DeadLetterConfig"], at: "target.deadLetterConfig")
        deadLetterQueue = check.text(
            deadLetters?["Arn"], at: "target.deadLetterConfig.arn", length: 1...1600,
            pattern: #"^arn:aws(-[a-z]+)?:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+$"#, Self.isQueue)
        let events = check.object(document["EventBridgeParameters"], at: "target.eventBridgeParameters")
        if let events {
            _ = check.text(
                events["DetailType"], at: "target.eventBridgeParameters.detailType", length: 1...128, isRequired: true)
            _ = check.text(
                events["Source"], at: "target.eventBridgeParameters.source", length: 1...256, isRequired: true)
        }
        let queue = check.object(document["SqsParameters"], at: "target.sqsParameters")
        _ = check.text(queue?["MessageGroupId"], at: "target.sqsParameters.messageGroupId", length: 1...128)
    }

    /// What is stored and answered: the document with the retry policy written out.
    var completed: JSONValue {
        guard var members = document.objectValue else { return document }
        members["RetryPolicy"] = [
            "MaximumEventAgeInSeconds": .int(Int64(retry.ageSeconds)),
            "MaximumRetryAttempts": .int(Int64(retry.retries)),
        ]
        return .object(members)
    }

    /// 256 KiB, the most that a workflow's input may have.
    private static let longestInput = 262_144

    private static func isRole(_ arn: String) -> Bool {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == "iam"
            && parts[3].isEmpty
            && parts[4].utf8.count == 12 && parts[4].allSatisfy(\.isNumber) && parts[5].hasPrefix("role/")
            && parts[5].count > 5
    }

    private static func isQueue(_ arn: String) -> Bool {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == "sqs"
            && !parts[3].isEmpty
            && parts[4].utf8.count == 12 && !parts[5].isEmpty
            && parts[5].utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }
}
