import Foundation
import MeshTestKit
import MeshTransport
import Testing

@testable import MeshRuntime

/// AWS's own client and signer in Python decide what a signature is.
@Suite("The clients that people have", .enabled(if: ProcessInfo.processInfo.environment["ORRERY_PYTHON"] != nil))
struct RealClientTests {
    @Test("sign what is taken: boto3, presigned requests, and odd paths")
    func boto() async throws {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scripts/aws_clients.py").path
        try await withServer(handler: RouterRequestHandler(pipeline: AWSDoor().pipeline)) { _, port in
            let verdict = try await Program.run(
                "/usr/bin/env",
                [python, script, "http://127.0.0.1:\(port)/aws", AWSDoor.accessKeyID, AWSDoor.secret])
            #expect(verdict.status == 0, "\(verdict.output)")
        }
    }
}
