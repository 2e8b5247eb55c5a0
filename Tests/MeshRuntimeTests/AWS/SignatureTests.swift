import HTTPTypes
import MeshCore
import MeshTestKit
import NIOCore
import Testing

@testable import MeshRuntime

@Suite("A signed request")
struct SignatureTests {
    let clock = VirtualWallClock()
    let door: AWSDoor
    static let start = #"{"stateMachineArn":"arn"}"#

    init() {
        door = AWSDoor(clock: clock)
    }

    /// The exception and its message of an answer.
    func refusal(_ answer: NoteDoor.Answer) throws -> (type: String?, message: String) {
        let body = try JSONValue(parsing: answer.text)
        #expect(answer.status == 400, "\(answer)")
        #expect(answer.headers[.amazonRequestID]?.count == 36)
        return (body["__type"]?.stringValue, body["message"]?.stringValue ?? "")
    }

    @Test("is answered for the account of the key")
    func good() async throws {
        let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start)
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.text == #"{"executionArn":"arn:acc_aws","startDate":1700000000.123}"#)
        #expect(answer.headers[.contentType] == "application/x-amz-json-1.0")
    }

    @Test("is refused when anything of it was changed")
    func changed() async throws {
        let changes: [(String, @Sendable (inout HTTPRequest) -> Void)] = [
            ("target", { $0.headerFields[.amazonTarget] = "AWSStepFunctions.DescribeExecution" }),
            ("host", { $0.authority = "elsewhere" }), ("path", { $0.path = "/aws/?x=1" }),
            ("type", { $0.headerFields[.contentType] = "text/plain" }),
        ]
        for (name, change) in changes {
            let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start, change: change)
            #expect(try refusal(answer).type == "InvalidSignatureException", "\(name)")
        }
        let wrong = try await door.call("AWSStepFunctions.StartExecution", Self.start, secret: "other")
        #expect(
            try refusal(wrong).message.hasPrefix("The request signature we calculated does not match the signature"))
    }

    @Test("is refused when a field of AWS's was added that is not signed")
    func unsigned() async throws {
        let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start) {
            $0.headerFields[.amazon("X-Amz-Other")] = "1"
        }
        #expect(try refusal(answer).message == "'X-Amz-Other' must be a 'SignedHeader' in the AWS Authorization.")
    }

    @Test("is taken within five minutes of its time, and not outside of them")
    func skew() async throws {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/aws/")
        head.headerFields[.amazonTarget] = "AWSStepFunctions.StartExecution"
        let signer = RequestSigner(
            accessKeyID: AWSDoor.accessKeyID, secretAccessKey: AWSDoor.secret, region: "eu-west-1")
        signer.sign(&head, body: .init(string: Self.start), service: "states", at: clock.now())
        clock.advance(by: .seconds(299))
        #expect(try await door.send(head, Self.start).status == 200)
        clock.advance(by: .seconds(2))
        let late = try refusal(try await door.send(head, Self.start))
        #expect(late.type == "InvalidSignatureException")
        #expect(late.message.hasPrefix("Signature expired: ") && late.message.hasSuffix(" - 5 min.)"), "\(late)")
        signer.sign(&head, body: .init(string: Self.start), service: "states", at: clock.now() + .seconds(302))
        let early = try refusal(try await door.send(head, Self.start))
        #expect(early.message.hasPrefix("Signature not yet current: "))
    }

    @Test("is refused when its key is unknown, and for now while keys cannot be checked")
    func unknown() async throws {
        let unknown = try refusal(
            try await door.call("AWSStepFunctions.StartExecution", Self.start, key: "AKIAZZZZZZZZZZZZZZZZ"))
        #expect(unknown.type == "UnrecognizedClientException")
        #expect(unknown.message == "The security token included in the request is invalid.")
        let away = try await door.call("AWSStepFunctions.StartExecution", Self.start, key: "AKIAAWAYAWAYAWAYAWAY")
        #expect(away.status == 503, "\(away)")
    }

    @Test("for another service is refused")
    func otherService() async throws {
        let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start, service: "lambda")
        #expect(try refusal(answer).message == "Credential should be scoped to correct service: 'states'.")
    }

    @Test("of a session's token is refused in clear words")
    func session() async throws {
        let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start) {
            $0.headerFields[.amazonSecurityToken] = "x"
        }
        let refusal = try refusal(answer)
        #expect(refusal.type == "UnrecognizedClientException")
        #expect(refusal.message.contains("AWS_SESSION_TOKEN"))
    }

    @Test("whose header is broken tells what is missing")
    func broken() async throws {
        let fields = [
            ("AWS4-HMAC-SHA256 Credential=a/b", "Authorization header requires 'Signature' parameter."),
            ("AWS4-HMAC-SHA256 nothing", "missing equal-sign"),
            ("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0", "exactly 5 slash-delimited elements"),
            ("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0", "valid terminator"),
            ("Basic abc", "neither of the scheme"),
        ]
        for (field, words) in fields {
            let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start) {
                $0.headerFields[.authorization] = field
            }
            #expect(try refusal(answer).message.contains(words), "\(field): \(answer)")
        }
        let none = try await door.call("AWSStepFunctions.StartExecution", Self.start) {
            $0.headerFields[.authorization] = nil
        }
        #expect(try refusal(none).type == "MissingAuthenticationTokenException")
    }

    @Test("in chunks is refused in clear words")
    func streaming() async throws {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/aws/")
        head.headerFields[.amazonTarget] = "AWSStepFunctions.StartExecution"
        head.headerFields[.amazonContentHash] = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        RequestSigner(accessKeyID: AWSDoor.accessKeyID, secretAccessKey: AWSDoor.secret, region: "us-east-1")
            .sign(&head, body: .init(string: Self.start), service: "states", at: clock.now())
        #expect(try refusal(try await door.send(head, Self.start)).message.contains("signed in chunks"))
    }

    @Test("may be a token of the mesh's instead")
    func bearer() async throws {
        for (token, type) in [("token", nil), ("old", "ExpiredTokenException")] {
            let answer = try await door.call("AWSStepFunctions.StartExecution", Self.start) {
                $0.headerFields[.authorization] = "Bearer \(token)"
            }
            #expect(try JSONValue(parsing: answer.text)["__type"]?.stringValue == type)
        }
    }
}
