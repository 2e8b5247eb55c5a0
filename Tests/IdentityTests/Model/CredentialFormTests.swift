import IdentityAPI
import MeshCore
import Testing

@testable import Identity

@Suite("The forms of credentials")
struct CredentialFormTests {
    @Test("A refresh token is read back, and nothing else is taken for one")
    func refreshToken() throws {
        let token = RefreshToken(session: .make(), generation: 0x0102_0304, secret: Array(0..<32))
        #expect(token.text.hasPrefix("orr_"))
        #expect(RefreshToken(token.text) == token)
        for text in [
            "", "orr_", token.text + "A", String(token.text.dropLast()), "ork_" + token.text.dropFirst(4),
            token.text + "\n",
        ] {
            #expect(RefreshToken(text) == nil)
        }
        #expect(RefreshToken(String(repeating: "orr_", count: 1000)) == nil)
    }

    @Test("A bearer key is read back, and nothing else is taken for one")
    func bearerKey() {
        let secret = [UInt8](repeating: 0xA5, count: 32)
        let text = APIKeyCredential.bearer(secret)
        #expect(text.hasPrefix("ork_"))
        #expect(APIKeyCredential.bearerSecret(text) == secret)
        for wrong in ["", "ork_", String(text.dropLast()), text + "A", "orr_" + text.dropFirst(4)] {
            #expect(APIKeyCredential.bearerSecret(wrong) == nil)
        }
    }

    @Test("Keys for AWS clients have the lengths and letters that those expect")
    func awsKey() {
        let id = APIKeyCredential.accessKeyID([UInt8](repeating: 0xFF, count: 10))
        #expect(id == "AKIA7777777777777777")
        #expect(APIKeyCredential.secretAccessKey([UInt8](repeating: 7, count: 30)).utf8.count == 40)
    }

    @Test("A key has the role admin only when it asked for it and its account has it")
    func keyRoles() {
        #expect(KeyScope.roles(of: ["catalog:read"], account: [.user, .admin]) == [.user])
        #expect(KeyScope.roles(of: ["role:admin"], account: [.user, .admin]) == [.user, .admin])
        #expect(KeyScope.roles(of: ["role:admin"], account: [.user]) == [.user])
        #expect(KeyScope.ungranted(["a", "role:admin"], roles: [.user]) == "role:admin")
        #expect(KeyScope.ungranted(["role:king"], roles: [.user, .admin]) == "role:king")
        #expect(KeyScope.ungranted(["role:admin"], roles: [.user, .admin]) == nil)
        #expect(KeyScope.normalised(["b", "a", "b"]) == ["a", "b"])
    }

    @Test("Uses of a key become one write, and the newest time wins")
    func lastUse() {
        var buffer = LastUseBuffer(limit: 2)
        let (first, second, third) = (APIKey.ID.make(), APIKey.ID.make(), APIKey.ID.make())
        let now = Timestamp(milliseconds: 1000)
        buffer.used(first, at: now + .seconds(5))
        buffer.used(first, at: now)
        buffer.used(second, at: now)
        #expect(buffer.isFull)
        buffer.used(third, at: now)
        #expect(buffer.drain() == [first: now + .seconds(5), second: now])
        #expect(buffer.drain().isEmpty)
    }

    @Test("Hashes are admitted up to the threads and the queue, and again when one ends")
    func admission() {
        var admission = HashAdmission(threads: 2, queue: 1)
        #expect((0..<3).allSatisfy { _ in admission.requested() == .admit })
        #expect(admission.requested() == .refuse(retryAfter: .seconds(1)))
        admission.finished()
        #expect(admission.requested() == .admit)
        #expect(admission.admitted == 3)
    }
}
