import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import MeshTestKit
@testable import MeshTransport

/// TLS on real sockets, with certificates made for the test.
@Suite struct TLSTests {
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
    }

    /// A workload of the mesh; the directory lives as long as the value.
    private struct Workload {
        let directory: TemporaryDirectory
        let material: TLSMaterial
    }

    private func workload(_ service: String, by authority: TestAuthority? = nil) throws -> Workload {
        try workload(identities: [SPIFFEIdentity.service(service)], by: authority)
    }

    private func workload(identities: [String], by authority: TestAuthority? = nil) throws -> Workload {
        let directory = try TemporaryDirectory()
        try (authority ?? self.authority).issue(identities, into: directory)
        return Workload(directory: directory, material: try TLSMaterial(directory: directory.path))
    }

    /// Connects with the client's own checks.
    private func connect(_ server: RunningServer, _ tls: ClientTLS) async throws -> RawSocket {
        try await connect(server) { try tls.add(to: $0) }
    }

    /// Connects with a context, and the peer's name unchecked.
    private func connect(_ server: RunningServer, _ configuration: TLSConfiguration) async throws -> RawSocket {
        let context = try NIOSSLContext(configuration: configuration)
        return try await connect(server) {
            try $0.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
        }
    }

    private func connect(
        _ server: RunningServer, _ secure: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> RawSocket {
        let inbox = RawSocketInbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try secure(channel)
                    try channel.pipeline.syncOperations.addHandler(RawSocketHandler(inbox: inbox))
                }
            }
            .connect(host: "127.0.0.1", port: server.port).get()
        return RawSocket(channel: channel, inbox: inbox)
    }

    /// A client that offers what it is told to and trusts the test's authority.
    private func client(protocols: [String], of workload: Workload? = nil) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(try authority.pem.utf8)))
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = protocols
        if let path = workload?.directory.path {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile("\(path)/cert.pem").map {
                .certificate($0)
            }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: "\(path)/key.pem", format: .pem))
        }
        return configuration
    }

    /// Sends a request and returns what came until the end; nothing when the connection was refused.
    private func exchange(_ socket: RawSocket, path: String = "/peer") async -> String {
        // A refused connection cannot be written to.
        try? await socket.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let received = await socket.readUntilClosed()
        await socket.close()
        return received.text
    }

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

    @Test("An allowed service is let in over HTTP/2, and known by its SPIFFE id")
    func mutualTLS() async throws {
        let (catalog, orders) = (try workload("catalog"), try workload("orders"))
        try await withTestServer(tls: .mesh(catalog.material, accepting: .services(["orders"]))) { server in
            let socket = try await connect(server, ClientTLS(orders.material, expecting: .services(["catalog"])))
            try await socket.send(Self.preface)
            #expect(await socket.read { $0.bytes.count >= 9 }.bytes.dropFirst(3).first == 4, "SETTINGS come first")
            await socket.close()
            let plain = try await connect(server, client(protocols: ["http/1.1"], of: orders))
            #expect(await exchange(plain).hasSuffix("spiffe://orrery/service/orders"))
        }
    }

    @Test(
        "Who is not allowed, not known, or nobody gets no answer",
        arguments: [
            ["spiffe://orrery/service/notifier"], ["spiffe://elsewhere/service/orders"],
            ["https://orrery/service/orders"], [],
            ["spiffe://orrery/service/orders", "spiffe://orrery/service/catalog"],
        ])
    func refusedIdentities(_ identities: [String]) async throws {
        let catalog = try workload("catalog")
        let stranger = try workload(identities: identities)
        try await withTestServer(tls: .mesh(catalog.material, accepting: .services(["orders"]))) { server in
            let socket = try await connect(server, client(protocols: ["http/1.1"], of: stranger))
            #expect(await exchange(socket).isEmpty)
            #expect(server.service.presentedCount == 0)
        }
    }

    @Test("A peer without a certificate, or with one of another authority, gets no answer")
    func refusedChains() async throws {
        let catalog = try workload("catalog")
        let foreign = try workload("orders", by: try TestAuthority())
        try await withTestServer(tls: .mesh(catalog.material, accepting: .anyService)) { server in
            let answer1 = try await exchange(connect(server, client(protocols: ["http/1.1"])))
            #expect(answer1.isEmpty)
            let answer2 = try await exchange(connect(server, client(protocols: ["http/1.1"], of: foreign)))
            #expect(answer2.isEmpty)
            #expect(server.service.presentedCount == 0)
        }
    }

    @Test("A client leaves a server that is not the service it wants")
    func wrongServer() async throws {
        let (catalog, orders) = (try workload("catalog"), try workload("orders"))
        try await withTestServer(tls: .mesh(catalog.material, accepting: .anyService)) { server in
            let socket = try await connect(server, ClientTLS(orders.material, expecting: .services(["identity"])))
            #expect(await socket.readUntilClosed().isClosed)
            #expect(await socket.readUntilClosed().bytes.isEmpty)
        }
    }

    @Test("The public edge asks for no certificate and speaks what ALPN chooses, or the octets show")
    func edge() async throws {
        let directory = try TemporaryDirectory()
        try authority.issue([], into: directory)
        let material = try TLSMaterial(certificate: "\(directory.path)/cert.pem", key: "\(directory.path)/key.pem")
        try await withTestServer(tls: .edge(material)) { server in
            for protocols in [["http/1.1"], []] {
                let socket = try await connect(server, client(protocols: protocols))
                #expect(await exchange(socket).hasSuffix("nobody"))
            }
            for protocols in [["h2", "http/1.1"], []] {
                let socket = try await connect(server, client(protocols: protocols))
                try await socket.send(Self.preface)
                #expect(await socket.read { $0.bytes.count >= 9 }.bytes.dropFirst(3).first == 4)
                await socket.close()
            }
        }
    }

    @Test("A request under TLS has the scheme https")
    func scheme() async throws {
        let catalog = try workload("catalog")
        try await withTestServer(tls: .edge(catalog.material)) { server in
            let socket = try await connect(server, client(protocols: ["http/1.1"], of: catalog))
            #expect(await exchange(socket, path: "/fields").contains(":scheme=https\n"))
        }
    }

    @Test("Versions before TLS 1.2 are refused")
    func oldVersions() async throws {
        let catalog = try workload("catalog")
        try await withTestServer(tls: .edge(catalog.material)) { server in
            var old = try client(protocols: ["http/1.1"])
            old.minimumTLSVersion = .tlsv1
            old.maximumTLSVersion = .tlsv11
            let answer3 = try await exchange(connect(server, old))
            #expect(answer3.isEmpty)
            old.maximumTLSVersion = .tlsv12
            let answer4 = try await exchange(connect(server, old))
            #expect(answer4.hasSuffix("nobody"))
        }
    }

    @Test("Plain text on a TLS port, and TLS on a plain port, get no answer of another protocol")
    func mismatch() async throws {
        let catalog = try workload("catalog")
        try await withTestServer(tls: .edge(catalog.material)) { server in
            let answer = try await server.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(!answer.contains("HTTP/1.1 200"))
        }
        try await withTestServer { server in
            let answer5 = try await exchange(connect(server, client(protocols: ["http/1.1"])))
            #expect(answer5.isEmpty)
        }
    }

    @Test("A renewed certificate is used from the next connection on; files that do not fit change nothing")
    func reload() async throws {
        let catalog = try workload("catalog")
        let context = catalog.material.edgeContext()
        #expect(catalog.material.edgeContext() === context)

        let other = try TemporaryDirectory()
        try authority.issue([SPIFFEIdentity.service("catalog")], into: other)
        _ = try catalog.directory.write("key.pem", try other.read("key.pem"))
        #expect(catalog.material.edgeContext() === context, "the new key does not fit the old certificate")
        _ = try catalog.directory.write("cert.pem", try other.read("cert.pem"))
        #expect(catalog.material.edgeContext() !== context)
    }

    @Test("Material that is missing or broken is refused when it is first read")
    func missingMaterial() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: TLSMaterial.Failure.self) { try TLSMaterial(directory: directory.path) }
        try authority.issue([], into: directory)
        _ = try directory.write("key.pem", "nothing")
        #expect(throws: TLSMaterial.Failure.self) { try TLSMaterial(directory: directory.path) }
    }
}
