import IdentityAPI
import MeshCore
import Testing

@testable import Identity

@Suite("Registration")
struct RegistrationTests {
    @Test("opens an account with the role user, and keeps the password as an Argon2id hash alone")
    func opens() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register(" Ann@Example.COM")
        #expect(account.email == "Ann@example.com")
        #expect(account.roles == [.user])
        #expect(try bench.parts.registrar.account(account.id) == account)
        let stored = try #require(try bench.parts.store.account(account.id)?.passwordHash)
        #expect(stored.parameters.memory == 8192)
        #expect(try await bench.trail() == ["account.created"])
    }

    @Test(
        "refuses an address that is taken, in any case of its letters",
        arguments: ["ann@example.com", "ANN@EXAMPLE.COM"])
    func taken(_ email: String) async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register("Ann@Example.com")
        await #expect(throws: IdentityError.emailTaken) { try await bench.register(email) }
    }

    @Test("gives an address to exactly one of many who ask at once, over two instances")
    func race() async throws {
        let first = try await IdentityBench()
        let second = try await IdentityBench(on: first.directory, clock: first.clock, instance: "identity-2")
        let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
            for place in 0..<8 {
                group.addTask {
                    do {
                        _ = try await (place.isMultiple(of: 2) ? first : second).register()
                        return true
                    } catch IdentityError.emailTaken {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
        #expect(try await first.count("SELECT count(*) FROM account") == 1)
    }

    @Test("refuses addresses and passwords that break the rules")
    func refuses() async throws {
        let registrar = try await IdentityBench().parts.registrar
        await #expect(throws: IdentityError.invalidEmail) {
            try await registrar.register(
                CreateAccount(email: "ann@localhost", password: IdentityBench.password), from: .mesh)
        }
        await #expect(throws: IdentityError.passwordRefused(.tooCommon)) {
            try await registrar.register(CreateAccount(email: "ann@example.com", password: "Password123"), from: .mesh)
        }
    }

    @Test("is followed by roles that an administrator gives, who cannot take the role from themselves")
    func roles() async throws {
        let bench = try await IdentityBench()
        let (ann, bob) = (try await bench.register(), try await bench.register("bob@example.com"))
        let registrar = bench.parts.registrar
        let promoted = try await registrar.setRoles(of: ann.id, to: [.user, .admin], by: bob.id, from: .mesh)
        #expect(promoted.roles == [.admin, .user])
        await #expect(throws: IdentityError.ownAdminRole) {
            try await registrar.setRoles(of: ann.id, to: [.user], by: ann.id, from: .mesh)
        }
        await #expect(throws: IdentityError.accountNotFound) {
            try await registrar.setRoles(of: .make(), to: [.user], by: ann.id, from: .mesh)
        }
        #expect(try await bench.trail().last == "account.roles_changed")
    }
}
