import Crypto
import CryptoExtras
import Foundation
import MailSink
import MeshCore
import MeshTestKit
import Testing

@testable import NotifierMail

@Suite("Messages are signed")
struct DKIMTests {
    @Test("Fields and bodies in the relaxed form are those of RFC 6376, section 3.4.5")
    func relaxed() {
        #expect(DKIMCanonicalization.field(Array("A: X\r\n".utf8)) == Array("a:X\r\n".utf8))
        #expect(DKIMCanonicalization.field(Array("B : Y\t\r\n\tZ  \r\n".utf8)) == Array("b:Y Z\r\n".utf8))
        let body = DKIMCanonicalization.body(Array(" C \r\nD \t E\r\n\r\n\r\n".utf8))
        #expect(body == Array(" C\r\nD E\r\n".utf8))
        #expect(DKIMCanonicalization.body([]).isEmpty)
        #expect(DKIMCanonicalization.body(Array("\r\n\r\n".utf8)).isEmpty)
    }

    @Test("The hash of RFC 8463's message is the one that it has")
    func bodyHash() {
        let body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n\r\n"
        let hash = Data(SHA256.hash(data: DKIMCanonicalization.body(Array(body.utf8)))).base64EncodedString()
        #expect(hash == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
    }

    @Test("Keys are read as OpenSSL writes them, and weak or broken ones are not")
    func keys() throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        guard case .rsa = try DKIMKey(pem: rsa.pemRepresentation),
            case .rsa = try DKIMKey(pem: rsa.pkcs8PEMRepresentation)
        else {
            Issue.record("an RSA key is taken for another")
            return
        }
        // RFC 8410, section 10.3.
        let edwards = try DKIMKey(
            pem: """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                -----END PRIVATE KEY-----
                """)
        #expect(edwards.record == "v=DKIM1; k=ed25519; p=Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
        for text in ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"] {
            #expect(throws: DKIMKey.Failure.unreadable) { try DKIMKey(pem: text) }
        }
    }

    @Test(
        "Python's dkim verifies both signatures, its email package reads the rest", .enabled(if: DebianPython.isThere))
    func verified() async throws {
        let keys = [
            "new": DKIMKey.ed25519(Curve25519.Signing.PrivateKey()),
            "old": DKIMKey.rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)),
        ]
        let signers = keys.sorted { $0.key < $1.key }.map { DKIMSigner(domain: "example.com", selector: $0, key: $1) }
        var draft = Fixtures.draft(
            subject: "Gr\u{FC}\u{DF}e, \u{1F381}  und mehr", body: "Zeile \n\n.\nFrom here\n  \u{4E2D}\u{6587}\n\n\n",
            html: "<p>" + String(repeating: "sehr lang & ", count: 200) + "</p>")
        draft.from = Mailbox(Fixtures.address("shop@example.com"), name: "Bj\u{F6}rn, der \u{201C}Laden\u{201D}")
        draft.to.append(Mailbox(Fixtures.address("bob@example.org"), name: "Bob O'Neil"))
        draft.listID = "offers.example.com"
        draft.unsubscribing = Unsubscribing(url: "https://example.com/u/\(String(repeating: "x", count: 200))")
        draft.fields = [MailDraft.Field("X-Test", String(repeating: "word ", count: 40) + "end")]
        let message = try MailWriter(signers: signers).message(draft)
        let found = try await Self.verify(message, keys)
        #expect(found.verified == [true, true])
        #expect(found.defects.isEmpty)
        #expect(found.longest <= 998)
        #expect(found.types == ["text/plain", "text/html"])
        #expect(found.bodies == ["Zeile \n\n.\nFrom here\n  \u{4E2D}\u{6587}\n\n\n", (draft.html ?? "") + "\n"])
        #expect(found.fields["Subject"] == draft.subject)
        #expect(found.fields["From"] == "\"Bj\u{F6}rn, der \u{201C}Laden\u{201D}\" <shop@example.com>")
        #expect(found.fields["To"] == "mary@example.org, Bob O'Neil <bob@example.org>")
        #expect(found.fields["X-Test"] == draft.fields[0].value)
        #expect(found.fields["List-ID"] == "<offers.example.com>")
    }

    @Test("Whatever is changed breaks the signature", .enabled(if: DebianPython.isThere))
    func tampered() async throws {
        let key = DKIMKey.ed25519(Curve25519.Signing.PrivateKey())
        let writer = MailWriter(signers: [DKIMSigner(domain: "example.com", selector: "new", key: key)])
        var draft = Fixtures.draft()
        draft.unsubscribing = Unsubscribing(url: "https://example.com/u/1")
        let text = Fixtures.text(try writer.message(draft))
        let changes = [
            ("on its way", "in its way"), ("Your order", "Your 0rder"), ("u/1", "u/2"), ("One-Click", "Two-Click"),
            ("\r\nFrom: ", "\r\nFrom: <eve@example.com>\r\nFrom: "), ("\r\nSubject: ", "\r\nSubject: x\r\nSubject: "),
        ]
        #expect(try await Self.verify(try Fixtures.message(text), ["new": key]).verified == [true])
        for (old, new) in changes {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            #expect(try await Self.verify(try Fixtures.message(changed), ["new": key]).verified == [false], "\(new)")
        }
    }

    private struct Finding: Decodable {
        let verified: [Bool]
        let fields: [String: String]
        let types: [String]
        let bodies: [String]
        let defects: [String]
        let longest: Int
    }

    private static func verify(_ message: MailMessage, _ keys: [String: DKIMKey]) async throws -> Finding {
        let directory = try TemporaryDirectory()
        let file = try directory.write("message", Fixtures.text(message))
        let records = Dictionary(
            uniqueKeysWithValues: keys.map { ("\($0.key)._domainkey.example.com", $0.value.record) })
        let arguments = String(decoding: try JSONEncoder().encode(records), as: UTF8.self)
        let python = try #require(DebianPython.program)
        let outcome = try await python.run([TestProgram.script("verify.py"), file, arguments])
        return try #require(
            try? JSONDecoder().decode(Finding.self, from: Data(outcome.output.utf8)), "\(outcome.output)")
    }
}
