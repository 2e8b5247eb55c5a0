import Glibc
package import Logging
import NIOSSL
import Synchronization

/// A certificate, its key, and the authority that peers are held to, in files that may be replaced at any time.
///
/// The files are looked at when a connection is made, so a renewed certificate is used from the next connection on and
/// nothing must be told or restarted. Files that do not fit together (half of them replaced yet) change nothing.
package final class TLSMaterial: Sendable {
    /// Why there is no TLS.
    package enum Failure: Error {
        /// The files cannot be read, or do not make a certificate with its key.
        case unusable(certificate: String, cause: any Error)
        /// The mesh asks for an authority to hold peers to, and there is none.
        case noAuthority
    }

    /// What tells one version of a file from the next.
    private struct Stamp: Equatable {
        var inode: UInt64 = 0
        var size: Int64 = 0
        var seconds = 0
        var nanoseconds = 0
    }

    private struct Loaded {
        var stamps: [Stamp]
        var edge: NIOSSLContext
        var mesh: NIOSSLContext?
        var client: NIOSSLContext?
    }

    private let certificate: String
    private let key: String
    private let authority: String?
    private let logger: Logger
    private let loaded: Mutex<Loaded>

    /// Reads `ca.pem`, `cert.pem` and `key.pem` of a directory: what a workload of the mesh has for mutual TLS.
    ///
    /// - Throws: ``Failure``.
    package convenience init(directory: String, logger: Logger = Logger(label: "tls")) throws {
        try self.init(
            certificate: "\(directory)/cert.pem", key: "\(directory)/key.pem", authority: "\(directory)/ca.pem",
            logger: logger)
    }

    /// - Parameters:
    ///   - certificate: a PEM file with the certificate and the chain behind it.
    ///   - key: a PEM file with the private key.
    ///   - authority: a PEM file with the authorities that peers are held to; nil for a server that asks for no certificate.
    /// - Throws: ``Failure``.
    package init(
        certificate: String, key: String, authority: String? = nil, logger: Logger = Logger(label: "tls")
    ) throws {
        self.certificate = certificate
        self.key = key
        self.authority = authority
        self.logger = logger
        loaded = Mutex(try Self.load(certificate: certificate, key: key, authority: authority))
    }

    /// The context for connections of anybody: ALPN `h2` and `http/1.1`, TLS 1.2 or later, no certificate asked for.
    func edgeContext() -> NIOSSLContext { current().edge }

    /// The same for connections of workloads of the mesh, who must show a certificate of the authority; nil without one.
    func meshContext() -> NIOSSLContext? { current().mesh }

    /// The context for connections to workloads of the mesh; nil without an authority.
    func clientContext() -> NIOSSLContext? { current().client }

    /// What is in the files now, or was before they stopped fitting together.
    private func current() -> Loaded {
        loaded.withLock { loaded in
            let stamps = Self.stamps(certificate, key, authority)
            guard stamps != loaded.stamps else { return loaded }
            do {
                loaded = try Self.load(certificate: certificate, key: key, authority: authority)
                logger.info("Loaded a renewed certificate", metadata: ["tls.certificate": "\(certificate)"])
            } catch {
                logger.warning(
                    "Keeping the certificate in use: its files do not fit together",
                    metadata: ["tls.certificate": "\(certificate)", "error": "\(error)"])
            }
            return loaded
        }
    }

    private static func load(certificate: String, key: String, authority: String?) throws -> Loaded {
        do {
            // Stamps first: files that change while they are read are read again by the next connection.
            let stamps = stamps(certificate, key, authority)
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            let privateKey = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            let authorities = try authority.map { try NIOSSLCertificate.fromPEMFile($0) }

            var server = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: privateKey)
            server.minimumTLSVersion = .tlsv12
            server.applicationProtocols = ["h2", "http/1.1"]
            let edge = try NIOSSLContext(configuration: server)
            guard let authorities else { return Loaded(stamps: stamps, edge: edge, mesh: nil, client: nil) }
            server.trustRoots = .certificates(authorities)
            // The peer's name is its SPIFFE id, which is checked when the handshake is done.
            server.certificateVerification = .noHostnameVerification

            var client = TLSConfiguration.makeClientConfiguration()
            client.minimumTLSVersion = .tlsv12
            client.applicationProtocols = ["h2"]
            client.certificateChain = chain
            client.privateKey = privateKey
            client.trustRoots = .certificates(authorities)
            client.certificateVerification = .noHostnameVerification
            return Loaded(
                stamps: stamps, edge: edge, mesh: try NIOSSLContext(configuration: server),
                client: try NIOSSLContext(configuration: client))
        } catch {
            throw Failure.unusable(certificate: certificate, cause: error)
        }
    }

    private static func stamps(_ paths: String?...) -> [Stamp] {
        paths.compactMap { $0 }.map { path in
            var status = stat()
            // The kernel fills `status`, which outlives the call. A file that is not there has the stamp of nothing.
            guard unsafe stat(path, &status) == 0 else { return Stamp() }
            return Stamp(
                inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec)
        }
    }
}
