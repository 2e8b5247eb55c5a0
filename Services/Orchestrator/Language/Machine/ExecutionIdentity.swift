package import MeshCore

/// Who an execution is: what stays the same from its start to its end, and what the context object tells of it.
package struct ExecutionIdentity: Hashable, Sendable, Codable {
    /// `arn:aws:states:us-east-1:000000000000:execution:MACHINE:NAME`; of an item of a map run `…:execution:MACHINE/LABEL:NAME`.
    package let arn: String
    package let name: String
    package let roleARN: String
    package let startTime: Timestamp
    package let stateMachineARN: String
    package let stateMachineName: String
    /// The version and the alias through which it was started, when it was.
    package let versionARN: String?
    package let aliasARN: String?
    /// The map run whose item this execution works on.
    package let mapRunARN: String?

    package init(
        arn: String, name: String, roleARN: String, startTime: Timestamp, stateMachineARN: String,
        stateMachineName: String, versionARN: String? = nil, aliasARN: String? = nil, mapRunARN: String? = nil
    ) {
        self.arn = arn
        self.name = name
        self.roleARN = roleARN
        self.startTime = startTime
        self.stateMachineARN = stateMachineARN
        self.stateMachineName = stateMachineName
        self.versionARN = versionARN
        self.aliasARN = aliasARN
        self.mapRunARN = mapRunARN
    }

    /// The part of the ARN between its given fields, for instance `us-east-1` at 3 and the account at 4.
    func arnField(_ position: Int) -> String {
        let fields = stateMachineARN.split(separator: ":", omittingEmptySubsequences: false)
        return position < fields.count ? String(fields[position]) : ""
    }

    var region: String { arnField(3) }
    var account: String { arnField(4) }
}
