import MeshCore
import MeshRuntime
import StatesLanguage

/// State machines as answers describe them.
struct MachineDescription {
    let scope: ARNScope
    let included: IncludedData

    /// A state machine with its newest revision.
    func json(_ machine: StateMachine) -> JSONValue {
        var answer = settings(machine.revision)
        answer["stateMachineArn"] = .string(scope.text(.stateMachine(machine.name)))
        answer["name"] = .string(machine.name)
        answer["status"] = machine.isDeleting ? "DELETING" : "ACTIVE"
        answer["type"] = .string(machine.type.rawValue)
        answer["creationDate"] = .epochSeconds(machine.createdAt)
        return .object(answer)
    }

    /// A version of a state machine.
    func json(_ machine: StateMachine, _ version: MachineVersion, _ revision: MachineRevision) -> JSONValue {
        var answer = settings(revision)
        answer["stateMachineArn"] = .string(scope.text(.version(machine: machine.name, number: version.number)))
        answer["name"] = .string(machine.name)
        answer["status"] = machine.isDeleting ? "DELETING" : "ACTIVE"
        answer["type"] = .string(machine.type.rawValue)
        answer["creationDate"] = .epochSeconds(version.createdAt)
        answer["description"] = version.description.map(JSONValue.string)
        return .object(answer)
    }

    /// What an execution runs.
    func json(_ record: ExecutionRecord, _ revision: MachineRevision, _ mapRun: MapRunRecord?) -> JSONValue {
        var answer = settings(revision)
        answer["stateMachineArn"] = .string(scope.text(.stateMachine(record.machineName)))
        answer["name"] = .string(record.machineName)
        answer["updateDate"] = .epochSeconds(revision.createdAt)
        answer["label"] = record.label.map(JSONValue.string)
        answer["mapRunArn"] = mapRun.map { .string(scope.text($0.resource)) }
        return .object(answer)
    }

    /// What is kept was read before, so that it is JSON.
    private static func references(in revision: MachineRevision) -> JSONObject? {
        guard let definition = try? JSONValue(parsing: revision.definition, limits: JSONLimits(depth: 256)) else {
            return nil
        }
        return DefinitionValidator().variableReferences(definition)
    }

    private func settings(_ revision: MachineRevision) -> JSONObject {
        var answer: JSONObject = [
            "definition": .string(included == .all ? revision.definition : "{}"),
            "roleArn": .string(revision.settings.roleARN), "loggingConfiguration": revision.settings.logging,
            "tracingConfiguration": revision.settings.tracing,
        ]
        answer["revisionId"] = revision.id.map(JSONValue.string)
        answer["encryptionConfiguration"] = revision.settings.encryption
        if included == .all { answer["variableReferences"] = Self.references(in: revision).map(JSONValue.object) }
        return answer
    }
}
