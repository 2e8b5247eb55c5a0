import HTTPTypes
import MeshCore
import NIOCore
import Testing

@testable import MeshRuntime

@Suite("The AWS protocols")
struct AWSProtocolTests {
    let door = AWSDoor()

    func refused(_ operation: String, _ body: String = "{}") async throws -> JSONValue {
        let answer = try await door.call("AWSStepFunctions.\(operation)", body)
        #expect(answer.status == 400, "\(answer)")
        return try JSONValue(parsing: answer.text)
    }

    @Test("An operation that there is not is unknown", arguments: ["Nothing", "", "StartExecution.x"])
    func unknown(operation: String) async throws {
        #expect(try await refused(operation)["__type"] == "UnknownOperationException")
    }

    @Test("A body that is no JSON object cannot be read", arguments: ["{", "[]", "1", "x", #"{"a":1,"a":2}"#])
    func malformed(body: String) async throws {
        #expect(try await refused("StartExecution", body)["__type"] == "SerializationException")
    }

    @Test("Members of another type cannot be read")
    func types() async throws {
        let untyped = try await refused("StartExecution", #"{"stateMachineArn":1}"#)
        #expect(untyped["__type"] == "SerializationException")
        #expect(untyped["message"] == "NUMBER_VALUE can not be converted to a String")
        #expect(try await refused("DescribeExecution", #"{"executionArn":1}"#)["__type"] == "SerializationException")
    }

    @Test("Constraints that are broken are told together")
    func constraints() async throws {
        let answer = try await refused("StartExecution", #"{"name":""}"#)
        #expect(answer["__type"] == "ValidationException")
        #expect(
            answer["message"]
                == "2 validation errors detected: Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null; Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"
        )
        #expect(
            try await refused("DescribeExecution")["message"]
                == "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null"
        )
    }

    @Test("Times are seconds with a fraction, in typed messages as well")
    func times() async throws {
        let answer = try await door.call("AWSStepFunctions.DescribeExecution", #"{"executionArn":"x"}"#)
        #expect(answer.text.contains(#""startDate":1700000000.123"#))
        let given = try await door.call(
            "AWSStepFunctions.DescribeExecution", #"{"executionArn":"x","startDate":17,"unknown":null}"#)
        #expect(try JSONValue(parsing: given.text) == ["executionArn": "x", "startDate": 17])
    }

    @Test("An exception has its name, its message and its members")
    func exception() async throws {
        #expect(
            try await refused("StopExecution") == [
                "__type": "ExecutionDoesNotExist", "message": "Execution Does Not Exist: 'x'", "reason": "gone",
            ])
        #expect(try await refused("DeleteStateMachine")["__type"] == "AccessDeniedException")
    }

    @Test("A bug of ours is a failure that tells nothing, and that clients try again")
    func bug() async throws {
        let answer = try await door.call("AWSStepFunctions.ListActivities")
        #expect(answer.status == 500)
        #expect(try JSONValue(parsing: answer.text)["__type"] == "InternalFailure")
        #expect(!answer.text.contains("Broken"))
    }

    @Test("A request that is too large is refused")
    func large() async throws {
        let body = #"{"stateMachineArn":"\#(String(repeating: "x", count: 70_000))"}"#
        #expect(try await refused("StartExecution", body)["__type"] == "RequestEntityTooLargeException")
    }

    @Test("A REST operation names its exception in a header")
    func rest() async throws {
        var head = HTTPRequest(
            method: .get, scheme: "http", authority: "127.0.0.1:8080", path: "/aws/2015-03-31/functions/hello")
        RequestSigner(accessKeyID: AWSDoor.accessKeyID, secretAccessKey: AWSDoor.secret, region: "us-east-1")
            .sign(&head, body: .init(), service: "lambda", at: door.clock.now())
        let answer = try await door.send(head)
        #expect(answer.status == 404)
        #expect(answer.headers[.amazonErrorType] == "ResourceNotFoundException")
        #expect(try JSONValue(parsing: answer.text)["Message"] == "Function not found")
    }

    @Test(
        "What no operation takes is refused in AWS's words",
        arguments: [
            ("GET", "/aws/2015-03-31/layers"), ("DELETE", "/aws/2015-03-31/functions/x"), ("PUT", "/aws/x?a=b"),
            ("PATCH", "/aws/2015-03-31//functions/x"),
        ])
    func unmatched(method: String, path: String) async throws {
        let method = try #require(HTTPRequest.Method(rawValue: method))
        let answer = try await door.send(HTTPRequest(method: method, scheme: "http", authority: "x", path: path))
        #expect(answer.status == 404, "\(answer)")
        #expect(answer.headers[.amazonErrorType] == "UnknownOperationException")
        #expect(answer.headers[.amazonRequestID] != nil)
        let document = try JSONValue(parsing: answer.text)
        #expect(document["message"]?.stringValue?.hasPrefix("\(method) /") == true, "\(answer)")
        #expect(document["Message"] == document["message"])
    }

    @Test("A request of the JSON protocol that is no post, or goes elsewhere, is refused in its words")
    func unmatchedTarget() async throws {
        for (method, path) in [(HTTPRequest.Method.get, "/aws"), (.post, "/aws/elsewhere"), (.put, "/aws/")] {
            var head = HTTPRequest(method: method, scheme: "http", authority: "x", path: path)
            head.headerFields[.amazonTarget] = "AWSStepFunctions.StartExecution"
            let answer = try await door.send(head)
            #expect(answer.status == 400, "\(answer)")
            #expect(try JSONValue(parsing: answer.text)["__type"] == "UnknownOperationException")
        }
    }

    @Test("Beside AWS's path all is as ever")
    func besides() async throws {
        let answer = try await door.send(HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/awsome"))
        #expect(answer.status == 404)
        #expect(answer.headers[.contentType] == "application/problem+json")
    }
}
