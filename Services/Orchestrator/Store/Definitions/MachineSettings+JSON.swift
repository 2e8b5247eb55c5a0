import MeshCore

extension MachineSettings {
    /// As the store keeps them.
    var json: JSONValue {
        var object: JSONObject = ["roleArn": .string(roleARN), "logging": logging, "tracing": tracing]
        object["encryption"] = encryption
        return .object(object)
    }

    /// - Throws: ``OrchestratorError/damagedRow(_:)``.
    init(text: String) throws {
        let json = try JSONValue(parsing: text)
        guard let role = json["roleArn"]?.stringValue, let logging = json["logging"], let tracing = json["tracing"]
        else { throw OrchestratorError.damagedRow("settings of a revision") }
        self.init(roleARN: role, logging: logging, tracing: tracing, encryption: json["encryption"])
    }
}
