import MeshCore

extension TargetDefinition {
    /// The members of `Target` that only one kind of service understands, and that service's name in ARNs.
    private static let parameterOwners = [
        ("EcsParameters", "ecs"), ("EventBridgeParameters", "events"), ("KinesisParameters", "kinesis"),
        ("SageMakerPipelineParameters", "sagemaker"), ("SqsParameters", "sqs"),
    ]

    /// Reads `Target`, after its members were held against the model.
    ///
    /// - Throws: ``SchedulerError/validation(_:)``.
    init(_ members: TargetMembers, in place: ARNScope) throws(SchedulerError) {
        let parts = members.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else {
            throw .validation("Provided Arn is not in correct format.")
        }
        if !parts[3].isEmpty, parts[3] != place.region {
            throw .validation("The target ARN provided does not match the current region \(place.region).")
        }
        for (parameters, service) in Self.parameterOwners
        where members.document[parameters] != nil && parts[2] != service {
            throw .validation("Parameters \(parameters) not supported for the target.")
        }
        action = try Self.action(members, service: parts[2], account: parts[4], resource: parts[5])
        arn = members.arn
        roleARN = members.roleARN
        input = members.input
        retry = members.retry
        deadLetterQueue = members.deadLetterQueue
        try requireInput()
    }

    private static func action(
        _ members: TargetMembers, service: String, account: String, resource: String
    ) throws(SchedulerError) -> TargetAction {
        switch service {
        case "states" where resource.hasPrefix("stateMachine:"):
            return .startExecution(stateMachine: members.arn)
        case "lambda" where resource.hasPrefix("function:"):
            return .invokeFunction(function: members.arn)
        case "events" where resource.hasPrefix("event-bus/"):
            guard let parameters = members.document["EventBridgeParameters"] else {
                throw .validation("Parameters EventBridgeParameters must be specified.")
            }
            return .putEvents(
                bus: members.arn, detailType: parameters["DetailType"]?.stringValue ?? "",
                source: parameters["Source"]?.stringValue ?? "")
        case "sqs":
            return try sendMessage(members, queue: resource)
        case "scheduler" where members.arn == TargetAction.callServiceARN:
            return .callService
        case "scheduler" where account.isEmpty && resource.hasPrefix("aws-sdk:"):
            return try callOperation(resource.dropFirst("aws-sdk:".count))
        default:
            throw .validation("\(service) is not a supported service for a target.")
        }
    }

    private static func sendMessage(_ members: TargetMembers, queue: String) throws(SchedulerError) -> TargetAction {
        let group = members.document["SqsParameters"]?["MessageGroupId"]?.stringValue
        if queue.hasSuffix(".fifo") {
            guard members.document["SqsParameters"] != nil else {
                throw .validation("Parameters SqsParameters must be specified.")
            }
        } else if group != nil {
            throw .validation("Parameters MessageGroupId not valid for the target.")
        }
        return .sendMessage(queue: members.arn, group: group)
    }

    /// `lambda:invoke`; operations that only read are no targets.
    private static func callOperation(_ name: Substring) throws(SchedulerError) -> TargetAction {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .validation("Provided Arn is not in correct format.")
        }
        if ["get", "describe", "list"].contains(where: parts[1].hasPrefix) {
            throw .validation("\(parts[1]) API is not supported.")
        }
        return .callOperation(service: String(parts[0]), operation: String(parts[1]))
    }

    private func requireInput() throws(SchedulerError) {
        switch action {
        case .callService, .callOperation:
            guard input != nil else {
                throw .validation("You must provide an input to set this target for your schedule.")
            }
        case .sendMessage: return
        case .startExecution, .invokeFunction, .putEvents: break
        }
        guard let input else { return }
        do {
            // The attributes stand for texts without quotes, so the text with them in it is JSON exactly if it is without.
            _ = try JSONValue(parsing: input)
        } catch {
            throw .validation("JSON syntax error in input for the target.")
        }
    }
}
