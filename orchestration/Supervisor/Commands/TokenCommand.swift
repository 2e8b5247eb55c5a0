import ArgumentParser
import IdentityAPI

/// `orrery token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Prints an access token for local use, good for an hour.",
        discussion: "curl -H \"Authorization: Bearer $(orchestration/orrery token --role admin)\" …")

    @OptionGroup var location: MeshLocation

    @Option(
        help: "The role that the token gives: \(Role.allCases.map(\.rawValue).joined(separator: " or ")).",
        transform: { text in
            guard let role = Role(rawValue: text) else { throw ValidationError("there is no role '\(text)'") }
            return role
        })
    var role: Role = .user

    @Flag(help: "The whole answer as JSON, with the time until it expires.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let token = try await ControlClient.with(location.folder) { client in
                try await client.post("/v1/tokens", IssueToken(role: role), as: IssuedToken.self)
            }
            Terminal.say(json ? try JSONText.pretty(token) : token.accessToken)
        }
    }
}
