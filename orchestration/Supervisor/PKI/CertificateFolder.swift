import Crypto
package import FoundationEssentials
import Glibc

/// The folder of the mesh's keys and certificates: the authority, and below it one folder for each instance.
package struct CertificateFolder: Sendable {
    package let path: String
    package let authority: MeshAuthority

    /// Opens the folder; makes the authority when there is none.
    ///
    /// - Throws: What the file system and X509 throw, or ``MeshAuthorityError``.
    package init(path: String, at now: Date) throws {
        self.path = path
        try Self.makePrivate(path)
        let certificateFile = path + "/ca.pem"
        let keyFile = path + "/ca-key.pem"
        if FileManager.default.fileExists(atPath: keyFile) {
            authority = try MeshAuthority(
                certificatePEM: try String(contentsOfFile: certificateFile, encoding: .utf8),
                keyPEM: try String(contentsOfFile: keyFile, encoding: .utf8))
        } else {
            authority = try MeshAuthority(at: now)
            // The certificate first: a crash between the two leaves no key, and so a fresh start.
            try AtomicFile.write(authority.certificatePEM, to: certificateFile, mode: 0o644)
            try AtomicFile.write(authority.keyPEM, to: keyFile, mode: 0o600)
        }
    }

    /// The folder that an instance reads its `ca.pem`, `cert.pem` and `key.pem` from.
    package func folder(of instance: InstanceID) -> String { "\(path)/\(instance)" }

    /// Makes an instance's folder with a new key and its first certificate.
    ///
    /// - Throws: What the file system and X509 throw.
    package func enroll(_ instance: InstanceID, service: String, at now: Date) throws {
        let folder = folder(of: instance)
        try Self.makePrivate(folder)
        let key = P256.Signing.PrivateKey()
        try AtomicFile.write(authority.certificatePEM, to: folder + "/ca.pem", mode: 0o644)
        try AtomicFile.write(key.pemRepresentation, to: folder + "/key.pem", mode: 0o600)
        let certificate = try authority.issue(service: service, to: key.publicKey, at: now)
        try AtomicFile.write(certificate, to: folder + "/cert.pem", mode: 0o644)
    }

    /// Gives an instance a fresh certificate when half of the old one's life is over. The key stays, so that one rename
    /// changes everything and nobody ever reads a certificate beside another's key.
    ///
    /// - Returns: Whether it was renewed.
    /// - Throws: What the file system and X509 throw.
    package func renewIfNeeded(_ instance: InstanceID, service: String, at now: Date) throws -> Bool {
        let folder = folder(of: instance)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/cert.pem")
        let issued = attributes[.modificationDate] as? Date ?? .distantPast
        guard now.timeIntervalSince(issued) >= MeshAuthority.leafLifetime / 2 else { return false }
        let key = try P256.Signing.PrivateKey(
            pemRepresentation: try String(contentsOfFile: folder + "/key.pem", encoding: .utf8))
        let certificate = try authority.issue(service: service, to: key.publicKey, at: now)
        try AtomicFile.write(certificate, to: folder + "/cert.pem", mode: 0o644)
        return true
    }

    /// Removes the folder of an instance that is gone.
    ///
    /// - Throws: What the file system throws.
    package func remove(_ instance: InstanceID) throws {
        let folder = folder(of: instance)
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    }

    /// Removes the folders of all instances but these: what supervisors left that had no time to tidy up.
    ///
    /// - Throws: What the file system throws.
    package func removeAll(except kept: Set<InstanceID>) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where !name.hasSuffix(".pem") && !kept.contains(InstanceID(name)) {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private static func makePrivate(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
