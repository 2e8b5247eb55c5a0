import Crypto
import FoundationEssentials
import MeshTestKit
import Supervisor
import SwiftASN1
import Testing
import X509

@Suite("Certificates of the mesh")
struct CertificateTests {
    @Test("An authority is made once and read back, its key for its owner only")
    func authority() throws {
        let folder = try TemporaryDirectory()
        let first = try CertificateFolder(path: folder.path("pki"), at: Date())
        let second = try CertificateFolder(path: folder.path("pki"), at: Date())
        #expect(first.authority.certificatePEM == second.authority.certificatePEM)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("pki/ca-key.pem"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test("An authority whose key is another's is refused")
    func mismatch() throws {
        let first = try MeshAuthority(at: Date())
        let second = try MeshAuthority(at: Date())
        #expect(throws: MeshAuthorityError.mismatch) {
            try MeshAuthority(certificatePEM: first.certificatePEM, keyPEM: second.keyPEM)
        }
    }

    @Test("A leaf names its service as SPIFFE wants it, for a day, and the authority signed it")
    func leaf() async throws {
        let folder = try TemporaryDirectory()
        let now = Date()
        let certificates = try CertificateFolder(path: folder.path("pki"), at: now)
        let id = InstanceID(service: "catalog", slot: 1, serial: 1)
        try certificates.enroll(id, service: "catalog", at: now)
        let path = certificates.folder(of: id)
        let leaf = try Certificate(pemEncoded: try String(contentsOfFile: path + "/cert.pem", encoding: .utf8))
        let root = try Certificate(pemEncoded: try String(contentsOfFile: path + "/ca.pem", encoding: .utf8))
        let names = try #require(try leaf.extensions.subjectAlternativeNames)
        let uris = names.compactMap { if case .uniformResourceIdentifier(let uri) = $0 { uri } else { nil } }
        #expect(uris == ["spiffe://orrery/service/catalog"])
        #expect(abs(leaf.notValidAfter.timeIntervalSince(now) - 86_400) < 2)
        let key = try P256.Signing.PrivateKey(
            pemRepresentation: try String(contentsOfFile: path + "/key.pem", encoding: .utf8))
        #expect(Certificate.PublicKey(key.publicKey) == leaf.publicKey)
        var verifier = Verifier(rootCertificates: CertificateStore([root])) { RFC5280Policy() }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore([]))
        guard case .validCertificate = result else {
            Issue.record("\(result)")
            return
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/key.pem")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test("A leaf is renewed at half of its life, and its key stays")
    func renews() throws {
        let folder = try TemporaryDirectory()
        let now = Date()
        let certificates = try CertificateFolder(path: folder.path("pki"), at: now)
        let id = InstanceID(service: "catalog", slot: 1, serial: 1)
        try certificates.enroll(id, service: "catalog", at: now)
        let path = certificates.folder(of: id)
        let before = try String(contentsOfFile: path + "/cert.pem", encoding: .utf8)
        let key = try String(contentsOfFile: path + "/key.pem", encoding: .utf8)
        #expect(try !certificates.renewIfNeeded(id, service: "catalog", at: now.addingTimeInterval(43_000)))
        #expect(try certificates.renewIfNeeded(id, service: "catalog", at: now.addingTimeInterval(43_300)))
        #expect(try String(contentsOfFile: path + "/cert.pem", encoding: .utf8) != before)
        #expect(try String(contentsOfFile: path + "/key.pem", encoding: .utf8) == key)
        try certificates.removeAll(except: [id])
        #expect(FileManager.default.fileExists(atPath: path))
        try certificates.removeAll(except: [])
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: folder.path("pki/ca-key.pem")))
    }
}
