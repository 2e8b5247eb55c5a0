import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

@Suite("What tools ask beside a function")
struct ToolTests {
    private static let root = "/aws/2015-03-31/functions"

    @Test("The link to the code is fetched without a signature, and is good for that code alone")
    func archive() async throws {
        try await FunctionsDoor.with { door in
            let code = ZipMaker.script("exit 1")
            try await door.create("one", code)
            try await door.create("two", ZipMaker.script("exit 2"))
            let location = try await door.send(.get, "\(Self.root)/one").json["Code"]?["Location"]?.stringValue ?? ""
            let prefix = "http://localhost"
            try #require(location.hasPrefix("\(prefix)\(Self.root)/one/archive?Qualifier=%24LATEST&Link="))
            let path = String(location.dropFirst(prefix.count))
            let fetched = try await door.send(.get, path)
            #expect(fetched.status == 200 && fetched.body == code)
            for wrong in [
                path.replacing("/one/", with: "/two/"), String(path.dropLast(2)), "\(Self.root)/one/archive",
            ] {
                let answer = try await door.send(.get, wrong)
                #expect(answer.status == 403 && answer.exception == "AccessDeniedException", "\(wrong): \(answer)")
            }
        }
    }

    @Test("Of what there is none here, tools are told that there is none")
    func unusedFeatures() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("one", ZipMaker.script("exit 1"))
            for (path, list) in [
                ("2015-03-31/event-source-mappings", "EventSourceMappings"), ("2018-10-31/layers", "Layers"),
                ("2020-04-22/code-signing-configs", "CodeSigningConfigs"),
                ("2021-10-31/functions/one/urls", "FunctionUrlConfigs"),
            ] {
                let answer = try await door.send(.get, "/aws/\(path)")
                #expect(answer.status == 200 && answer.json[list] == [], "\(path): \(answer)")
            }
            for path in ["2015-03-31/functions/one/policy", "2021-10-31/functions/one/url"] {
                let answer = try await door.send(.get, "/aws/\(path)")
                #expect(answer.status == 404 && answer.exception == "ResourceNotFoundException", "\(path): \(answer)")
            }
            let unknown = try await door.send(.get, "/aws/2020-06-30/functions/two/code-signing-config")
            #expect(unknown.exception == "ResourceNotFoundException", "\(unknown)")
            let made = try await door.send(.post, "/aws/2015-03-31/functions/one/policy", [:])
            #expect(made.exception == "UnknownOperationException", "\(made)")
        }
    }

    @Test("A function that wants layers is refused, and told why")
    func layers() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("one", ZipMaker.script("exit 1"), more: ["Layers": []])
            let answer = try await door.send(
                .put, "\(Self.root)/one/configuration", ["Layers": ["arn:aws:lambda:us-east-1:1:layer:x:1"]])
            #expect(answer.exception == "InvalidParameterValueException", "\(answer)")
        }
    }

    @Test("An event is taken in its older form as well")
    func invokeAsync() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("one", try echoArchive())
            let answer = try await door.send(.post, "/aws/2014-11-13/functions/one/invoke-async/", ["a": 1])
            #expect(answer.status == 202, "\(answer)")
            let unknown = try await door.send(.post, "/aws/2014-11-13/functions/two/invoke-async/", ["a": 1])
            #expect(unknown.exception == "ResourceNotFoundException", "\(unknown)")
        }
    }

    @Test("What is provisioned for an alias is ready when processes of its version wait")
    func provisionedAlias() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("one", try echoArchive(), more: ["Publish": true])
            let alias = try await door.send(
                .post, "\(Self.root)/one/aliases", ["Name": "live", "FunctionVersion": "1"])
            try #require(alias.status == 201, "\(alias)")
            let path = "/aws/2019-09-30/functions/one/provisioned-concurrency?Qualifier=live"
            let made = try await door.send(.put, path, ["ProvisionedConcurrentExecutions": 2])
            try #require(made.status == 202, "\(made)")
            try await waitUntil("both processes wait") {
                let told = try await door.send(.get, path).json
                return told["Status"] == "READY" && told["AvailableProvisionedConcurrentExecutions"] == 2
            }
        }
    }
}
