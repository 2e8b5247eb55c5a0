import Foundation
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("The folder of a workflow")
struct WorkflowFolderTests {
    static let definition = #"""
        {"StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:pick:live", "Next": "B"},
            "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "pack", "Payload": "arn:aws:lambda:x:0:function:pick"}, "Next": "C"},
            "C": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "{% $which %}"}, "End": true}}}
        """#

    @Test(
        "gives the state machine its name",
        arguments: [
            ("/x/checkout.asl.json", "checkout"), ("a/encode-title/definition.asl.json", "encode-title"),
            ("definition.asl.json", "definition"), ("plain.json", "plain"),
        ])
    func names(path: String, name: String) {
        #expect(WorkflowFile.name(of: path) == name)
    }

    @Test("has the functions that lie in it, or beside all workflows")
    func functions() throws {
        let directory = try TemporaryDirectory()
        let files = FileManager.default
        for folder in ["ship/functions/pick", "shared/pack", "shared/other"] {
            try files.createDirectory(atPath: "\(directory.path)/\(folder)", withIntermediateDirectories: true)
            #expect(files.createFile(atPath: "\(directory.path)/\(folder)/function.json", contents: Data("{}".utf8)))
        }
        let path = "\(directory.path)/ship"
        #expect(files.createFile(atPath: "\(path)/definition.asl.json", contents: Data(Self.definition.utf8)))
        let folder = try WorkflowFolder(path, shared: "\(directory.path)/shared")
        #expect(folder.name == "ship" && !folder.isExpress)
        #expect(folder.definition.functionNames == ["pick", "pack"])
        #expect(folder.functions == ["\(path)/functions/pick", "\(directory.path)/shared/pack"])
    }

    @Test("is refused in clear words when it holds no JSON")
    func broken() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: CommandFailure.self) { try WorkflowFile("\(directory.path)/none.json") }
        let path = "\(directory.path)/x.asl.json"
        #expect(FileManager.default.createFile(atPath: path, contents: Data("{".utf8)))
        #expect(throws: CommandFailure.self) { try WorkflowFile(path) }
    }
}
