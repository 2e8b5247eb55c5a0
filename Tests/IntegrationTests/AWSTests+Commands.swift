import Foundation
import MeshCore
import MeshTestKit
import Testing

/// The commands for those who write workflows and functions.
extension AWSTests {
    @Test("Workflows are checked, run, listed, drawn and redriven", .timeLimit(.minutes(5)))
    func workflowCommands() async throws {
        let folder = try TemporaryDirectory()
        // It goes on where a file says so: a person mends what was broken, and redrives.
        let path = try folder.write(
            "mend.asl.json",
            """
            {"StartAt": "Ask", "States": {
                "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                        "Parameters": {"FunctionName": "mend"}, "OutputPath": "$.Payload", "End": true}}}
            """)
        #expect(try await said("workflow", "validate", path).hasSuffix("mend.asl.json: good\n"))
        #expect(try await said("workflow", "graph", path).contains("Ask"))
        #expect(try await said("workflow", "graph", path, "--dot").hasPrefix("digraph"))

        let first = try await refused("workflow", "start", path, "--wait", "--name", "first")
        #expect(first.contains("FAILED"), "\(first)")
        #expect(try await said("workflow", "list").contains("mend "))
        let runs = try await json("workflow", "list", "mend", "--json")
        #expect(runs.arrayValue?.map { $0["status"] } == ["FAILED"], "\(runs)")
        let drawn = try await said("workflow", "show", "mend/first", "--follow")
        #expect(drawn.hasPrefix("mend/first  FAILED") && drawn.contains("✘ Ask  Task"), "\(drawn)")
        #expect(try await json("workflow", "show", "mend", "--json")["states"]?.arrayValue?.first?["state"] == "Ask")

        try await deploy("mend", in: folder)
        let mended = try await said("workflow", "redrive", "mend/first", "--wait")
        #expect(mended == "\"mended\"\n", "\(mended)")
        #expect(try await said("workflow", "show", "mend").contains("SUCCEEDED"))
        #expect(try await refused("workflow", "redrive", "mend").contains("cannot be redriven"))
        let again = try await said("workflow", "start", "mend", "--input", #"{"a": 1}"#, "--wait")
        #expect(again == "\"mended\"\n", "\(again)")
    }

    @Test("Functions are deployed, called and listened to", .timeLimit(.minutes(5)))
    func functionCommands() async throws {
        let folder = try TemporaryDirectory()
        try await deploy("hello", in: folder)
        #expect(try await said("function", "deploy", folder.path("hello")) == "function hello  unchanged\n")
        #expect(try await said("function", "invoke", "hello", "--payload", "{}", "--log") == "\"mended\"\n")
        let failed = try await run("function", "invoke", "hello", "--payload", #"{"break": true}"#, "--log")
        #expect(failed.exitCode == 1 && failed.output.contains("ValueError"), "\(failed)")
        #expect(
            failed.errors.contains("REPORT RequestId") && failed.errors.contains("the function failed"), "\(failed)")
        #expect(try await said("function", "invoke", "hello", "--event") == "")
        #expect(
            try await json("function", "list", "--json").arrayValue?.contains { $0["FunctionName"] == "hello" } == true)
        #expect(try await said("function", "logs", "hello").contains("words of a handler"))
    }

    @Test("What cannot be done is said with what to do, and with an exit code")
    func refusedCommands() async throws {
        let folder = try TemporaryDirectory()
        let bad = try folder.write("bad.json", #"{"StartAt": "B", "States": {"A": {"Type": "Pass", "End": true}}}"#)
        let express = try folder.write(
            "quick.json", #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#)
        for (words, told) in [
            (["workflow", "validate", bad], "one definition has errors"),
            (["workflow", "start", bad], "not deployed, since it has errors:\n\(bad): error: "),
            (["workflow", "start", "nobody"], "orrery workflow deploy nobody"),
            (["workflow", "start", express, "--input", "{"], "the input is no JSON"),
            (["workflow", "start", express, "--input", "@nowhere"], "there is no file nowhere"),
            (["workflow", "show", "nobody"], "there is no workflow 'nobody'"),
            (["workflow", "list", "nobody"], "there is no workflow 'nobody'"),
            (["workflow", "show", "arn:aws:states:us-east-1:000000000000:execution:a:b"], "Execution Does Not Exist"),
            (["workflow", "test", "nobody"], "there is no"),
            (["function", "invoke", "nobody"], "orrery function list"),
            (["function", "logs", "nobody"], "has logged nothing"),
            (["function", "deploy", "nobody"], "there is neither nobody/function.json nor"),
        ] {
            let result = try await run(words)
            #expect(result.exitCode == 1 && result.errors.hasPrefix("orrery: "), "\(words): \(result)")
            #expect(result.errors.contains(told), "\(words): \(result)")
        }
    }

    @Test("Express workflows run while the command waits, and tell that nothing of them is kept")
    func expressCommands() async throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path("quick"), withIntermediateDirectories: false)
        try folder.write("quick/express", "")
        try folder.write(
            "quick/definition.asl.json",
            #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"b.$": "$.a"}, "End": true}}}"#)
        #expect(try await said("workflow", "deploy", folder.path("quick")).hasPrefix("workflow quick  created"))
        #expect(try await said("workflow", "start", "quick", "--input", #"{"a": 1}"#, "--wait") == "{\"b\":1}\n")
        #expect(try await refused("workflow", "start", "quick", "--wait").contains("FAILED States."))
        for command in ["list", "show", "redrive"] {
            #expect(try await refused("workflow", command, "quick").contains("workflow start quick --wait"))
        }
    }

    /// Brings a function that says that all is mended, unless it is told to break.
    private func deploy(_ name: String, in folder: TemporaryDirectory) async throws {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        try folder.write("\(name)/function.json", #"{"runtime": "python3.12", "handler": "app.handler"}"#)
        try folder.write(
            "\(name)/app.py",
            """
            def handler(event, context):
                print("words of a handler")
                if "break" in event:
                    raise ValueError("as it was told")
                return "mended"
            """)
        #expect(try await said("function", "deploy", folder.path(name)).hasPrefix("function \(name)  "))
    }

    private func run(_ words: String...) async throws -> Tool.Result { try await run(words) }

    private func run(_ words: [String]) async throws -> Tool.Result { try await LocalMesh.required().script.run(words) }

    /// What a command prints that goes well.
    private func said(_ words: String...) async throws -> String {
        let result = try await run(words)
        try #require(result.exitCode == 0, "\(words): \(result)")
        return result.output
    }

    private func json(_ words: String...) async throws -> JSONValue {
        let result = try await run(words)
        try #require(result.exitCode == 0, "\(words): \(result)")
        return try JSONValue(parsing: result.output)
    }

    /// What a command says that ends with 1.
    private func refused(_ words: String...) async throws -> String {
        let result = try await run(words)
        #expect(result.exitCode == 1, "\(words): \(result)")
        return result.errors
    }
}
