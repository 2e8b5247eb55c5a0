import MeshCore
import MeshRuntime

/// Reads the settings of state machines.
enum SettingsReader {
    private static let levels: Set<String> = ["ALL", "ERROR", "FATAL", "OFF"]

    /// The logging configuration, with what is not said as AWS fills it in; nil when there is none.
    ///
    /// - Throws: ``OrchestratorError/invalidLogging(_:)``; `AWSError`.
    static func logging(_ members: AWSMembers) throws -> JSONValue? {
        guard let object = try members.object("loggingConfiguration") else { return nil }
        var logging = AWSMembers(object)
        let level = try logging.string("level") ?? "OFF"
        let includes = try logging.boolean("includeExecutionData") ?? false
        let destinations = try logging.array("destinations") ?? []
        guard levels.contains(level) else {
            throw OrchestratorError.validation(
                "1 validation error detected: Value '\(level)' at 'loggingConfiguration.level' failed to satisfy "
                    + "constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]")
        }
        guard destinations.count == 1 || level == "OFF" && destinations.isEmpty else {
            throw OrchestratorError.invalidLogging(
                "Invalid Logging Configuration: Must specify exactly one Log Destination.")
        }
        var answer: JSONObject = ["level": .string(level), "includeExecutionData": .bool(includes)]
        if !destinations.isEmpty { answer["destinations"] = .array(destinations) }
        return .object(answer)
    }

    /// The tracing configuration; nil when there is none.
    ///
    /// - Throws: `AWSError`.
    static func tracing(_ members: AWSMembers) throws -> JSONValue? {
        guard let object = try members.object("tracingConfiguration") else { return nil }
        return ["enabled": .bool(try AWSMembers(object).boolean("enabled") ?? false)]
    }

    /// - Throws: ``OrchestratorError/invalidARN(_:)`` when it is no name of a role.
    static func check(roleARN: String) throws(OrchestratorError) {
        let fields = roleARN.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "arn", fields[2] == "iam", fields[5].hasPrefix("role/") else {
            throw .invalidARN(roleARN)
        }
    }
}
