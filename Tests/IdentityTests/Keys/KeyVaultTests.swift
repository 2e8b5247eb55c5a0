import IdentityAPI
import MeshCore
import Testing

@testable import Identity

@Suite("The vault")
struct KeyVaultTests {
    let vault = KeyVault(secret: Array(repeating: 7, count: 32))
    let other = KeyVault(secret: Array(repeating: 8, count: 32))

    @Test("opens what it sealed, for the same purpose and row alone")
    func seals() throws {
        let sealed = try vault.seal(Array("secret".utf8), for: .awsSecret, named: "row")
        #expect(try vault.open(sealed, for: .awsSecret, named: "row") == Array("secret".utf8))
        #expect(throws: IdentityError.self) { try vault.open(sealed, for: .awsSecret, named: "another row") }
        #expect(throws: IdentityError.self) { try vault.open(sealed, for: .signingKey, named: "row") }
        #expect(throws: IdentityError.self) { try other.open(sealed, for: .awsSecret, named: "row") }
        #expect(throws: IdentityError.self) { try vault.open(Array(sealed.dropLast()), for: .awsSecret, named: "row") }
        #expect(throws: IdentityError.self) { try vault.open([], for: .awsSecret, named: "row") }
    }

    @Test("makes refresh secrets that differ by session, generation, nonce and key file")
    func refreshSecrets() {
        let (session, nonce) = (Session.ID.make(), [UInt8](repeating: 1, count: 32))
        let secret = vault.refreshSecret(session: session, generation: 1, nonce: nonce)
        #expect(secret.count == 32)
        #expect(secret == vault.refreshSecret(session: session, generation: 1, nonce: nonce))
        #expect(secret != vault.refreshSecret(session: session, generation: 2, nonce: nonce))
        #expect(secret != vault.refreshSecret(session: .make(), generation: 1, nonce: nonce))
        #expect(secret != vault.refreshSecret(session: session, generation: 1, nonce: nonce.map { $0 + 1 }))
        #expect(secret != other.refreshSecret(session: session, generation: 1, nonce: nonce))
    }

    @Test("makes fingerprints that differ by label and key file")
    func fingerprints() {
        #expect(vault.fingerprint("a", "x".utf8) == vault.fingerprint("a", "x".utf8))
        #expect(vault.fingerprint("a", "x".utf8) != vault.fingerprint("b", "x".utf8))
        #expect(vault.fingerprint("a", "x".utf8) != other.fingerprint("a", "x".utf8))
    }
}
