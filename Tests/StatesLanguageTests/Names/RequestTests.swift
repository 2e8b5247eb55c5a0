import MeshCore
import StatesLanguage
import Testing

/// The bounds of requests, in AWS's words.
struct RequestTests {
    private static let arn: JSONValue = "arn:aws:states:us-east-1:000000000000:stateMachine:a"

    private func complaint(_ operation: String, _ request: JSONValue) throws -> String? {
        let check = try #require(RequestCheck(operation: operation))
        do {
            try check.check(request)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("All operations of the service are known")
    func operations() {
        #expect(RequestCheck.operations.count == 37)
        #expect(RequestCheck(operation: "MakeCoffee") == nil)
    }

    @Test("What is missing, too long or too short is told with its value")
    func texts() throws {
        let long = String(repeating: "a", count: 81)
        #expect(
            try complaint("StartExecution", ["name": "n"])
                == "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint: "
                + "Member must not be null")
        #expect(
            try complaint("StartExecution", ["stateMachineArn": Self.arn, "name": .string(long)])
                == "1 validation error detected: Value '\(long)' at 'name' failed to satisfy constraint: "
                + "Member must have length less than or equal to 80")
        #expect(
            try complaint("CreateActivity", ["name": "", "tags": [["key": ""]]])
                == "2 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have length "
                + "greater than or equal to 1; Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have "
                + "length greater than or equal to 1")
        #expect(try complaint("StartExecution", ["stateMachineArn": Self.arn, "name": nil]) == nil)
    }

    @Test("Secrets are not repeated, and payloads are counted in bytes")
    func secrets() throws {
        let payload = String(repeating: "é", count: 131_073)
        #expect(
            try complaint("StartExecution", ["stateMachineArn": Self.arn, "input": .string(payload)])
                == "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have size less "
                + "than or equal to 262144 bytes in UTF-8 encoding")
        #expect(
            try complaint("ValidateStateMachineDefinition", ["definition": ""])
                == "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length "
                + "greater than or equal to 1")
    }

    @Test("Numbers, choices and patterns have bounds")
    func bounds() throws {
        #expect(
            try complaint("ListStateMachines", ["maxResults": 1001])
                == "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have "
                + "value less than or equal to 1000")
        #expect(
            try complaint("ValidateStateMachineDefinition", ["definition": "{}", "type": "FAST"])
                == "1 validation error detected: Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy "
                + "enum value set: [STANDARD, EXPRESS]")
        #expect(
            try complaint(
                "CreateStateMachineAlias",
                ["name": "12", "routingConfiguration": [["stateMachineVersionArn": Self.arn, "weight": 100]]])
                == "1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy "
                + #"regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#)
    }

    @Test(
        "A member of another type is told before all bounds",
        arguments: [
            (["name": 5], "NUMBER_VALUE can not be converted to a String"),
            (["name": true], "TRUE_VALUE can not be converted to a String"),
            (["name": [:]], "Start of structure or map found where not expected."),
            (["name": "", "tags": "x"], "Unexpected field type"),
        ] as [(JSONValue, String)])
    func types(request: JSONValue, message: String) throws {
        let check = try #require(RequestCheck(operation: "CreateActivity"))
        #expect(throws: RequestFault.serialization(message)) { try check.check(request) }
    }
}
