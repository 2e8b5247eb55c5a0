import MeshCore
import MeshTestKit
import OrchestratorAPI
import Testing

@Suite("The messages of the orchestrator on the wire")
struct OrchestratorContractTests {
    private static let moment = Timestamp(milliseconds: 1_795_222_923_004)

    /// One of each message, with every member.
    static let messages: [AgreedMessage] = [
        AgreedMessage(
            "StartWorkflow", StartWorkflow(workflow: "fulfil-order", name: "ord_1", input: #"{"order":"ord_1"}"#)),
        AgreedMessage(
            "WorkflowExecution",
            WorkflowExecution(
                workflow: "fulfil-order", name: "ord_1", status: .timedOut, startedAt: moment, stoppedAt: moment,
                output: "{}", error: "States.Timeout", cause: "It took too long.")),
    ]

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "orchestrator") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
