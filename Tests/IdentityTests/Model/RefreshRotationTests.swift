import MeshCore
import Testing

@testable import Identity

@Suite("The rotation of refresh tokens")
struct RefreshRotationTests {
    let lifetime = SessionLifetime.standard
    let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func session(generation: UInt32, isRevoked: Bool = false) -> RefreshRotation {
        RefreshRotation(
            generation: generation, rotatedAt: start, expiresAt: start + .seconds(86_400), isRevoked: isRevoked)
    }

    @Test("makes the next generation from the current one")
    func rotates() {
        #expect(session(generation: 0).presented(0, lifetime: lifetime, at: start) == .rotate(to: 1))
        #expect(session(generation: 7).presented(7, lifetime: lifetime, at: start + .seconds(3600)) == .rotate(to: 8))
    }

    @Test("gives the same successor again within the grace, and ends the session after it")
    func grace() {
        let session = session(generation: 4)
        #expect(session.presented(3, lifetime: lifetime, at: start + .seconds(30)) == .repeatSuccessor(4))
        #expect(session.presented(3, lifetime: lifetime, at: start + .milliseconds(30_001)) == .revokeForReuse)
    }

    @Test("takes an older generation for theft at once: its successor has been used")
    func older() {
        #expect(session(generation: 4).presented(2, lifetime: lifetime, at: start) == .revokeForReuse)
        #expect(session(generation: 4).presented(0, lifetime: lifetime, at: start) == .revokeForReuse)
    }

    @Test("refuses without consequence after the end, after a revocation, and what is ahead of a restored store")
    func refuses() {
        #expect(
            session(generation: 4).presented(4, lifetime: lifetime, at: start + .seconds(86_400)) == .refuse(.expired))
        #expect(
            session(generation: 4).presented(2, lifetime: lifetime, at: start + .seconds(86_400)) == .refuse(.expired))
        #expect(
            session(generation: 4, isRevoked: true).presented(4, lifetime: lifetime, at: start) == .refuse(.revoked))
        #expect(session(generation: 4).presented(5, lifetime: lifetime, at: start) == .refuse(.ahead))
        #expect(session(generation: .max).presented(.max, lifetime: lifetime, at: start) == .refuse(.expired))
    }

    @Test("bears a clock that goes back by a minute, and no more")
    func clockGoesBack() {
        let session = session(generation: 4)
        #expect(session.presented(3, lifetime: lifetime, at: start - .seconds(60)) == .repeatSuccessor(4))
        #expect(session.presented(3, lifetime: lifetime, at: start - .seconds(61)) == .revokeForReuse)
        #expect(session.presented(4, lifetime: lifetime, at: start - .seconds(86_400)) == .rotate(to: 5))
    }

    @Test("ends a session after disuse, and in the end however busy it is")
    func lifetimes() {
        #expect(lifetime.expiry(createdAt: start, refreshedAt: start) == start + lifetime.idle)
        let late = start + .seconds(80 * 86_400)
        #expect(lifetime.expiry(createdAt: start, refreshedAt: late) == start + lifetime.absolute)
    }
}
