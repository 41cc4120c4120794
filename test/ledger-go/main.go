// Holds a ledger of Sluis against the public tlog libraries of Go: nothing of Sluis is used but its address (or a folder
// that `sluis ledger export` wrote) and its verifier key.
//
//	go run . -vkey <key> [-from-checkpoint <file>] <control>/ledger | <folder>
//
// Prints one line of JSON and exits 0 where everything verifies, 1 where something does not.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Height of tiles in C2SP tlog-tiles, which is also why their paths leave it out.
const height = 8

func main() {
	vkey := flag.String("vkey", "", "verifier key")
	older := flag.String("from-checkpoint", "", "file with an older checkpoint")
	flag.Parse()
	result, err := verify(flag.Arg(0), strings.TrimSpace(*vkey), *older)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(result)
}

type result struct {
	Size      int64  `json:"size"`
	Root      string `json:"root"`
	Entries   int64  `json:"entries"`
	Inclusion int    `json:"inclusionProofs"`
	From      int64  `json:"consistentFrom"`
}

func verify(place, vkey, older string) (*result, error) {
	read := reader(place)
	text, err := read("checkpoint")
	if err != nil {
		return nil, err
	}
	tree, err := checkpoint(text, vkey)
	if err != nil {
		return nil, err
	}
	// Reads tiles and refuses any that does not lead to the root of the checkpoint.
	hashes := tlog.TileHashReader(tree, &tiles{read})
	found := &result{Size: tree.N, Root: tree.Hash.String()}
	for first := int64(0); first < tree.N; first += 1 << height {
		width := tree.N - first
		if width > 1<<height {
			width = 1 << height
		}
		if err := bundle(read, hashes, tree, first, width, found); err != nil {
			return nil, err
		}
	}
	for _, index := range []int64{0, tree.N / 3, tree.N / 2, tree.N - 1} {
		if tree.N == 0 {
			break
		}
		if err := inclusion(read, hashes, tree, index); err != nil {
			return nil, err
		}
		found.Inclusion++
	}
	if older != "" {
		text, err := os.ReadFile(older)
		if err != nil {
			return nil, err
		}
		before, err := checkpoint(text, vkey)
		if err != nil {
			return nil, err
		}
		found.From = before.N
		if before.N > 0 {
			proof, err := tlog.ProveTree(tree.N, before.N, hashes)
			if err != nil {
				return nil, err
			}
			if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
				return nil, fmt.Errorf("checkpoint of %d is no beginning of %d: %w", before.N, tree.N, err)
			}
		}
	}
	return found, nil
}

func checkpoint(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("the note is no checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// bundle holds each entry of a bundle against the leaf that the tree has for it.
func bundle(read readFile, hashes tlog.HashReader, tree tlog.Tree, first, width int64, found *result) error {
	entries, err := entriesOf(read, first/(1<<height), width)
	if err != nil {
		return err
	}
	indexes := make([]int64, width)
	for at := range indexes {
		indexes[at] = tlog.StoredHashIndex(0, first+int64(at))
	}
	leaves, err := hashes.ReadHashes(indexes)
	if err != nil {
		return err
	}
	for at, entry := range entries {
		if tlog.RecordHash(entry) != leaves[at] {
			return fmt.Errorf("entry %d is not the one in the tree", first+int64(at))
		}
		var parsed struct {
			DecisionID string `json:"decisionId"`
			Effect     string `json:"effect"`
			Commitment string `json:"commitment"`
		}
		if err := json.Unmarshal(entry, &parsed); err != nil || parsed.DecisionID == "" || parsed.Effect == "" || parsed.Commitment == "" {
			return fmt.Errorf("entry %d is not in the form of one", first+int64(at))
		}
		found.Entries++
	}
	return nil
}

func inclusion(read readFile, hashes tlog.HashReader, tree tlog.Tree, index int64) error {
	number := index / (1 << height)
	width := tree.N - number*(1<<height)
	if width > 1<<height {
		width = 1 << height
	}
	entries, err := entriesOf(read, number, width)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index%(1<<height)]))
}

func entriesOf(read readFile, number, width int64) ([][]byte, error) {
	tile := tlog.Tile{H: height, L: -1, N: number, W: int(width)}
	data, err := read(strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 {
			return nil, fmt.Errorf("bundle %d breaks off", number)
		}
		length := int(data[0])<<8 | int(data[1])
		if len(data) < 2+length {
			return nil, fmt.Errorf("bundle %d breaks off", number)
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if int64(len(entries)) != width {
		return nil, fmt.Errorf("bundle %d has %d entries instead of %d", number, len(entries), width)
	}
	return entries, nil
}

type readFile func(path string) ([]byte, error)

func reader(place string) readFile {
	if !strings.HasPrefix(place, "http") {
		return func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(place, path)) }
	}
	return func(path string) ([]byte, error) {
		response, err := http.Get(strings.TrimSuffix(place, "/") + "/" + path)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: %s", path, response.Status)
		}
		return io.ReadAll(response.Body)
	}
}

type tiles struct{ read readFile }

func (t *tiles) Height() int { return height }

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		data, err := t.read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}
