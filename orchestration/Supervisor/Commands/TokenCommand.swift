import ArgumentParser
import IdentityAPI

/// `orrery token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Prints an access token for local use, good for an hour; or keys for AWS clients.",
        discussion: """
            curl -H "Authorization: Bearer $(orchestration/orrery token --role admin)" …
            eval "$(orchestration/orrery token --aws)"; aws stepfunctions list-state-machines
            """)

    @OptionGroup var location: MeshLocation

    @Option(
        help: """
            The role that it gives: \(Role.allCases.map(\.rawValue).joined(separator: " or ")). Absent, a token is a user's \
            and an AWS key an admin's.
            """,
        transform: { text in
            guard let role = Role(rawValue: text) else { throw ValidationError("there is no role '\(text)'") }
            return role
        })
    var role: Role?

    @Flag(help: "Lines for a shell with what AWS clients need: keys, a region, and the address of the mesh.")
    var aws = false

    @Flag(help: "The whole answer as JSON, with the time until it expires.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            if aws {
                let key = try await LocalAWSKey.ask(location.folder, role: role ?? .admin)
                return Terminal.say(json ? try JSONText.pretty(key) : key.exports)
            }
            let token = try await ControlClient.with(location.folder) { client in
                try await client.post("/v1/tokens", IssueToken(role: role ?? .user), as: IssuedToken.self)
            }
            Terminal.say(json ? try JSONText.pretty(token) : token.accessToken)
        }
    }
}
