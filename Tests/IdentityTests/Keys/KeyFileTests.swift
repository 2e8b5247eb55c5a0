import Foundation
import MeshTestKit
import Testing

@testable import Identity

@Suite("The key file")
struct KeyFileTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path("identity.key")
    }

    @Test("is made once by many who start at the same moment, for its owner alone")
    func once() async throws {
        let path = path
        let secrets = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 { group.addTask { try KeyFile.load(path, mayCreate: true, random: .system) } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(secrets.count == 1 && secrets.first?.count == 32)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["identity.key"])
    }

    @Test("is not made anew when the store holds what the old one sealed")
    func missing() {
        #expect(throws: IdentityError.self) { try KeyFile.load(path, mayCreate: false, random: .system) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("is refused when others may read it, or when it is damaged")
    func refused() throws {
        _ = try KeyFile.load(path, mayCreate: true, random: .system)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: IdentityError.self) { try KeyFile.load(path, mayCreate: true, random: .system) }
        try directory.write("identity.key", "orrery-identity-key-v1 c2hvcnQ\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: IdentityError.self) { try KeyFile.load(path, mayCreate: true, random: .system) }
    }
}
