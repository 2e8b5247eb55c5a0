/// The members of every request of the Step Functions API, and their bounds.
///
/// Facts of the service's public model; the members stand in its order, which is the order of the complaints.
enum StepFunctionsRequests {
    /// The members of an operation's request; nil when there is no such operation.
    static func members(of operation: String) -> [RequestMember]? { requests[operation] }

    /// The names of all operations.
    static var operations: [String] { requests.keys.sorted() }

    static let arn = RequestShape.text(1...256)
    static let longARN = RequestShape.text(1...2000)
    static let name = RequestShape.text(1...80)
    static let definition = RequestShape.secret(1...1_048_576)
    static let payload = RequestShape.payload(262_144)
    static let error = RequestShape.secret(0...256)
    static let cause = RequestShape.secret(0...32_768)
    static let included = RequestMember.optional("includedData", .choice(["ALL_DATA", "METADATA_ONLY"]))
    static let description = RequestShape.secret(0...256)
    static let trace = RequestMember.optional("traceHeader", .text(0...256, .ascii))
    static let machineType = RequestMember.optional("type", .choice(["STANDARD", "EXPRESS"]))
    static let anyCount = 0...Int.max

    /// Where a list goes on, and how long a page is.
    static let page: [RequestMember] = [
        .optional("maxResults", .whole(0...1000)), .optional("nextToken", .text(1...1024)),
    ]

    static let tags = RequestShape.list(
        .structure([.optional("key", .text(1...128)), .optional("value", .text(0...256))]), anyCount)

    static let encryption = RequestMember.optional(
        "encryptionConfiguration",
        .structure([
            .optional("kmsKeyId", .text(1...2048)), .optional("kmsDataKeyReusePeriodSeconds", .whole(60...900)),
            .required("type", .choice(["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"])),
        ]))

    static let logging = RequestMember.optional(
        "loggingConfiguration",
        .structure([
            .optional("level", .choice(["ALL", "ERROR", "FATAL", "OFF"])), .optional("includeExecutionData", .flag),
            .optional(
                "destinations",
                .list(
                    .structure([.optional("cloudWatchLogsLogGroup", .structure([.optional("logGroupArn", arn)]))]),
                    anyCount)),
        ]))

    static let tracing = RequestMember.optional("tracingConfiguration", .structure([.optional("enabled", .flag)]))

    static let routing = RequestShape.list(
        .structure([.required("stateMachineVersionArn", arn), .required("weight", .whole(0...100))]), 1...2)

    private static let requests: [String: [RequestMember]] = [definitions, executions, others].reduce(into: [:]) {
        $0.merge($1) { first, _ in first }
    }
}
