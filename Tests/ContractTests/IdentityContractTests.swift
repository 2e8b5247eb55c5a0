import Foundation
import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@Suite("The messages of identity on the wire")
struct IdentityContractTests {
    /// One of each message, with every member.
    static let messages: [(name: String, message: any Codable & Sendable & Described)] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let account = Account.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 2))
        let session = Session.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 3, randomB: 4))
        let keyID = APIKey.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 5, randomB: 6))
        let key = APIKey(
            id: keyID, name: "nightly import", kind: .bearer, scopes: ["catalog:read"], hint: "x7Qk", accessKeyId: nil,
            createdAt: moment, expiresAt: moment + .seconds(60), lastUsedAt: moment)
        let awsKey = APIKey(
            id: keyID, name: "workflows", kind: .aws, scopes: [], hint: nil, accessKeyId: "AKIAABCDEFGHIJKLMNOP",
            createdAt: moment, expiresAt: moment + .seconds(60), lastUsedAt: nil)
        let holder = VerifiedAPIKey(
            keyId: keyID, subject: account, roles: [.admin, .user], scopes: ["role:admin"], expiresAt: moment)
        let liveSession = Session(
            id: session, createdAt: moment, refreshedAt: moment, expiresAt: moment, source: "192.0.2.7",
            userAgent: "curl/8.0",
            isCurrent: true)
        return [
            ("Account", Account(id: account, email: "ann@example.com", name: "Ann", roles: [.user], createdAt: moment)),
            ("CreateAccount", CreateAccount(email: "ann@example.com", password: "a walk along the canal", name: "Ann")),
            ("SetRoles", SetRoles(roles: [.admin, .user])),
            ("CreateSession", CreateSession(email: "ann@example.com", password: "a walk along the canal")),
            ("RefreshSession", RefreshSession(refreshToken: "orr_x")),
            (
                "SessionTokens",
                SessionTokens(accessToken: "e.y.J", expiresIn: 900, refreshToken: "orr_x", refreshExpiresIn: 2_592_000)
            ),
            ("SessionList", SessionList(items: [liveSession])),
            (
                "CreateAPIKey",
                CreateAPIKey(name: "nightly import", kind: .bearer, scopes: ["catalog:read"], expiresIn: 3600)
            ),
            ("CreatedAPIKey-bearer", CreatedAPIKey(key, bearer: "ork_x", secretAccessKey: nil)),
            ("CreatedAPIKey-aws", CreatedAPIKey(awsKey, bearer: nil, secretAccessKey: "s/3")),
            ("APIKeyList", APIKeyList(items: [key, awsKey])),
            ("VerifyAPIKey", VerifyAPIKey(key: "ork_x")),
            ("VerifiedAPIKey", holder),
            (
                "DeriveSigningKey",
                DeriveSigningKey(
                    accessKeyId: "AKIAABCDEFGHIJKLMNOP", date: "20261121", region: "local", service: "states")
            ),
            ("DerivedSigningKey", DerivedSigningKey(signingKey: "AAEC", holder: holder)),
            ("IssueToken", IssueToken(role: .admin, expiresIn: 600)),
            ("IssuedToken", IssuedToken(accessToken: "e.y.J", expiresIn: 600)),
            ("JSONWebKeySet", JSONWebKeySet(keys: [JSONWebKey(kid: "k", x: "AQ", y: "Ag")])),
        ]
    }()

    @Test("is what was agreed", arguments: messages.indices)
    func golden(_ place: Int) throws {
        let (name, message) = Self.messages[place]
        #expect(try GoldenFile("identity/\(name)").difference(from: message) == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages.indices)
    func schema(_ place: Int) throws {
        let (name, message) = Self.messages[place]
        let errors = type(of: message).schema.validate(try Self.json(message))
        #expect(errors.isEmpty, "\(name): \(errors)")
        #expect(try Self.json(Self.reread(message)) == Self.json(message))
    }

    private static func json(_ message: some Encodable) throws -> JSONValue {
        try JSONValue(parsing: try JSONEncoder().encode(message))
    }

    private static func reread<Message: Codable>(_ message: Message) throws -> Message {
        try JSONDecoder().decode(Message.self, from: try JSONEncoder().encode(message))
    }
}
