import Testing

@testable import Identity

@Suite("A PHC string")
struct PasswordHashTests {
    static let salt = Array("somesalt".utf8)

    @Test("is written and read back")
    func roundTrip() throws {
        let hash = PasswordHash(parameters: .standard, salt: Array(0..<16), hash: Array(100..<132))
        #expect(hash.description.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$"))
        #expect(PasswordHash(hash.description) == hash)
        #expect(!hash.needsRehash(for: .standard))
        #expect(hash.needsRehash(for: Argon2Parameters(memory: 20_000, passes: 2, lanes: 1)))
    }

    @Test(
        "is refused when it is another algorithm's, damaged, or asks for too much",
        arguments: [
            "", "$", "$argon2i$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=16$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=4294967295,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=19456,t=99,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$t=2,m=19456,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=+19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=19456,t=2,p=1$AAEC$AAECAwQFBgcICQoLDA0ODw",
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw$x",
            "$2b$12$abcdefghijklmnopqrstuu",
        ])
    func refuses(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test("is computed as the reference implementation does")
    func knownAnswer() throws {
        // argon2 -id -v 13 -t 2 -m 8 -p 1 -l 32 of the reference implementation, for "password" and "somesalt".
        let parameters = Argon2Parameters(memory: 256, passes: 2, lanes: 1)
        let hash = try Argon2id.hash(Array("password".utf8), salt: Self.salt, parameters: parameters, length: 32)
        let hex = hash.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        #expect(hex == "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe")
    }

    @Test("cannot be computed with parameters that Argon2 does not know")
    func refusesParameters() {
        #expect(throws: Argon2Failure.self) {
            try Argon2id.hash([1], salt: [1], parameters: .standard, length: 32)
        }
    }
}
