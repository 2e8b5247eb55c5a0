import Foundation
import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@Suite("The messages of identity on the wire")
struct IdentityContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
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
            AgreedMessage(
                "Account",
                Account(id: account, email: "ann@example.com", name: "Ann", roles: [.user], createdAt: moment)),
            AgreedMessage(
                "CreateAccount",
                CreateAccount(email: "ann@example.com", password: "a walk along the canal", name: "Ann")),
            AgreedMessage(
                "AccountList",
                AccountList(items: [
                    Account(id: account, email: "ann@example.com", name: "Ann", roles: [.admin], createdAt: moment)
                ])),
            AgreedMessage(
                "SuspiciousLoginList",
                SuspiciousLoginList(items: [
                    SuspiciousLogin(
                        kind: .guessing, subject: "192.0.2.7", count: 12, accounts: 3, firstAt: moment, lastAt: moment)
                ])),
            AgreedMessage("ErasedAccount", ErasedAccount(account: account, wasThere: true)),
            AgreedMessage("SetRoles", SetRoles(roles: [.admin, .user])),
            AgreedMessage("CreateSession", CreateSession(email: "ann@example.com", password: "a walk along the canal")),
            AgreedMessage("RefreshSession", RefreshSession(refreshToken: "orr_x")),
            AgreedMessage(
                "SessionTokens",
                SessionTokens(accessToken: "e.y.J", expiresIn: 900, refreshToken: "orr_x", refreshExpiresIn: 2_592_000)
            ),
            AgreedMessage("SessionList", SessionList(items: [liveSession])),
            AgreedMessage(
                "CreateAPIKey",
                CreateAPIKey(name: "nightly import", kind: .bearer, scopes: ["catalog:read"], expiresIn: 3600)
            ),
            AgreedMessage("CreatedAPIKey-bearer", CreatedAPIKey(key, bearer: "ork_x", secretAccessKey: nil)),
            AgreedMessage("CreatedAPIKey-aws", CreatedAPIKey(awsKey, bearer: nil, secretAccessKey: "s/3")),
            AgreedMessage("APIKeyList", APIKeyList(items: [key, awsKey])),
            AgreedMessage("VerifyAPIKey", VerifyAPIKey(key: "ork_x")),
            AgreedMessage("VerifiedAPIKey", holder),
            AgreedMessage(
                "DeriveSigningKey",
                DeriveSigningKey(
                    accessKeyId: "AKIAABCDEFGHIJKLMNOP", date: "20261121", region: "local", service: "states")
            ),
            AgreedMessage("DerivedSigningKey", DerivedSigningKey(signingKey: "AAEC", holder: holder)),
            AgreedMessage("IssueToken", IssueToken(role: .admin, expiresIn: 600)),
            AgreedMessage("IssuedToken", IssuedToken(accessToken: "e.y.J", expiresIn: 600)),
            AgreedMessage("IssueAWSKey", IssueAWSKey(role: .admin)),
            AgreedMessage(
                "IssuedAWSKey",
                IssuedAWSKey(accessKeyId: "AKIAABCDEFGHIJKLMNOP", secretAccessKey: "s/3", expiresAt: holder.expiresAt)),
            AgreedMessage("JSONWebKeySet", JSONWebKeySet(keys: [JSONWebKey(kid: "k", x: "AQ", y: "Ag")])),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "identity") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
