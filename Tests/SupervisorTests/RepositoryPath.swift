/// The path of a file of the repository.
func repositoryPath(_ relative: String) -> String {
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/" + relative
}
