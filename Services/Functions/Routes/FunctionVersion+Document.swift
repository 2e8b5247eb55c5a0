import MeshCore

/// Versions as the API tells them.
extension FunctionVersion {
    /// - Parameter isQualified: Whether the ARN names the version.
    func document(_ names: FunctionNames, isQualified: Bool) -> JSONValue {
        var members: JSONObject = [
            "FunctionName": .string(function),
            "FunctionArn": .string(names.arn(function, isQualified ? version : nil)),
            "Runtime": .string(settings.runtime.rawValue),
            "Role": .string(settings.role),
            "Handler": .string(settings.handler),
            "CodeSize": .int(Int64(code.size)),
            "Description": .string(description),
            "Timeout": .int(Int64(settings.timeout)),
            "MemorySize": .int(Int64(settings.memory)),
            "LastModified": .string(modifiedAt.lambdaText),
            "CodeSha256": .string(code.digestBase64),
            "Version": .string(version),
            "TracingConfig": ["Mode": .string(settings.tracingMode)],
            "RevisionId": .string(revision),
            "State": "Active",
            "LastUpdateStatus": "Successful",
            "PackageType": "Zip",
            "Architectures": [.string(settings.architecture)],
            "EphemeralStorage": ["Size": .int(Int64(settings.storage))],
            "SnapStart": ["ApplyOn": "None", "OptimizationStatus": "Off"],
            "LoggingConfig": ["LogFormat": "Text", "LogGroup": .string("/aws/lambda/\(function)")],
        ]
        if !settings.environment.isEmpty {
            let variables = settings.environment.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
            members["Environment"] = ["Variables": .object(JSONObject(variables))]
        }
        if let target = settings.deadLetterTarget { members["DeadLetterConfig"] = ["TargetArn": .string(target)] }
        return .object(members)
    }
}

extension Timestamp {
    /// ISO 8601 with milliseconds and a numeric offset, which is how Lambda writes it.
    var lambdaText: String { String(description.dropLast()) + "+0000" }

    /// Seconds since 1970 with a fraction, which is how AWS's JSON writes timestamps.
    var epochSeconds: JSONValue { .double(Double(milliseconds) / 1000) }
}
