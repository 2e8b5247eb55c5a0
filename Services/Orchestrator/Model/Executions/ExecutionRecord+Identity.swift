import StatesLanguage

extension ExecutionRecord {
    /// Who the execution is, for its machine.
    func identity(in scope: ARNScope, roleARN: String, mapRunARN: String?) -> ExecutionIdentity {
        ExecutionIdentity(
            arn: scope.text(resource), name: name, roleARN: roleARN, startTime: startedAt,
            stateMachineARN: scope.text(.stateMachine(machineName)), stateMachineName: machineName,
            versionARN: version.map { scope.text(.version(machine: machineName, number: $0)) },
            aliasARN: alias.map { scope.text(.alias(machine: machineName, name: $0)) }, mapRunARN: mapRunARN)
    }
}
